"""The file of settings, told by the table of options: as a JSON Schema for editors, and as a table for readers."""

from __future__ import annotations

from typing import Any

from oaic_suite.plugin.settings.file import KEYS, TARGET, TARGETS
from oaic_suite.plugin.settings.options import OPTIONS, Option, in_table

Schema = dict[str, Any]


def schema() -> Schema:
    settings = properties()
    target = {"description": "the server that is certified where none is named", "type": "string"}
    named = {
        "description": "servers by name; what one says goes before what stands at the top",
        "type": "object",
        "additionalProperties": closed(settings),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:openai-conformance:settings",
        "title": "conformance.toml",
        "description": "What `oaic certify` and `pytest conformance` are to do; as [tool.oaic] in pyproject.toml.",
        **closed({TARGET: target, TARGETS: named, **settings}),
    }


def closed(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def properties() -> Schema:
    """Every setting; those of a table of their own in it."""
    found: Schema = {}
    for key, name in KEYS.items():
        room, dot, inside = key.partition(".")
        if dot:
            found.setdefault(room, closed({}))["properties"][inside] = value(OPTIONS[name])
        else:
            found[key] = value(OPTIONS[name])
    return found


def value(one: Option) -> Schema:
    told = {"description": one.help.replace("`", "")}
    single: Schema = {"enum": list(one.choices)} if one.choices else {"type": one.kind}
    if one.pair:
        return {**told, "type": "object", "additionalProperties": single}
    return {**told, "type": "array", "items": single} if one.several else {**told, **single}


def table() -> str:
    """That of docs/config.md."""
    head = ["| in the file | on the command line | |", "| --- | --- | --- |"]
    rows = [f"| `{key}` | `{in_table(name, True)}` | {OPTIONS[name].help} |" for key, name in KEYS.items()]
    return "\n".join([*head, *rows])
