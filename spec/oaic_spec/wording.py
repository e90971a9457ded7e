"""How a schema and a value are put into words: what was expected, what was observed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from oaic_spec.pointer import resolve

LONGEST_VALUE = 60
UNIONS = ("oneOf", "anyOf")
DECIDED = "x-decided"  # in a schema whose union has been decided: the union as it was

TYPES = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
    "array": "an array",
    "object": "an object",
    "null": "null",
}

LIMITS = {
    "minimum": "a value of at least {}",
    "maximum": "a value of at most {}",
    "exclusiveMinimum": "a value above {}",
    "exclusiveMaximum": "a value below {}",
    "multipleOf": "a multiple of {}",
    "minItems": "an array of length {} or more",
    "maxItems": "an array of length {} or less",
    "uniqueItems": "an array of different items",
    "minLength": "a string of length {} or more",
    "maxLength": "a string of length {} or less",
    "pattern": "a string that matches {}",
    "minProperties": "an object of {} or more members",
    "maxProperties": "an object of {} or fewer members",
}

ENCODER = json.JSONEncoder(ensure_ascii=False, default=repr)


def described(document: Mapping[str, Any], schema: Any) -> str:
    """What the schema wants, in a few words."""
    return either(forms(document, schema))


def forms(document: Mapping[str, Any], schema: Any) -> list[str]:
    """The kinds of value a schema takes, each in words."""
    if not isinstance(schema, Mapping):
        return ["a value"]
    if "$ref" in schema:
        return forms(document, resolve(document, schema["$ref"]))
    if "const" in schema:
        return [short(schema["const"])]
    if "enum" in schema:
        return choices(schema["enum"])
    if "type" in schema:
        return [TYPES[each] for each in listed(schema["type"])]
    union = schema.get(DECIDED, schema)
    branches = union.get("anyOf") or union.get("oneOf") or []
    return list(dict.fromkeys(form for branch in branches for form in forms(document, branch))) or ["a value"]


def choices(values: Iterable[Any]) -> list[str]:
    """The values to choose from, null apart."""
    texts = [short(value) for value in values]
    named = [text for text in texts if text != "null"]
    listing = named if len(named) == 1 else [f"one of {', '.join(named)}"]
    return listing + ["null"] * (len(named) < len(texts))


def either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def limit(keyword: str, value: Any) -> str:
    return LIMITS.get(keyword, f"a value that fits {keyword} {{}}").format(value)


def short(value: Any) -> str:
    """The value as JSON, of which no more is written than is shown."""
    text, pieces = "", ENCODER.iterencode(curtailed(value))
    while len(text) <= LONGEST_VALUE and (piece := next(pieces, "")):
        text += piece
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def curtailed(value: Any) -> Any:
    """A text is written as a whole, so it is cut before."""
    return value[: LONGEST_VALUE + 1] if isinstance(value, str) else value


# A bool is an int in Python, so it stands first.
JSON_TYPES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "boolean"),
    ((int, float), "number"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
    (type(None), "null"),
)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def json_type(value: Any) -> str:
    """The JSON type of a value; every number is a `number`."""
    return next(name for python_type, name in JSON_TYPES if isinstance(value, python_type))
