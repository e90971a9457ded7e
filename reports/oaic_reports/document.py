"""run.json: read with suspicion, written as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
from oaic_spec.pointer import pointer
from oaic_suite.judging.causes.older import with_fixes_and_causes
from oaic_suite.judging.run_json import Run

from oaic_reports.untrusted import one_line, xml_legal

SHOWN = 160
MIB = 2**20
LARGEST = 32 * MIB  # a run of ours has some 6 MiB
MOST = 3_000_000  # values: each of them costs memory, however short its text
TOO_DEEP = "it is nested too deeply"
DEEPEST = 32  # a run of ours is nested 6 deep
OPENING = (b",", b"[", b"{")  # before every value but the first there is one
VERSION, OLDER = "2", "1"


class NotARun(ValueError):
    """The text is no run.json; the message says where it departs."""


def document(run: Run) -> str:
    return json.dumps(run, indent=1) + "\n"


def parse(text: str | bytes) -> Run:
    if trouble := excess(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text):
        raise NotARun(trouble)
    try:
        value = json.loads(text)
    except ValueError as error:
        raise NotARun(f"it is not JSON: {error}") from None
    except RecursionError:
        raise NotARun(TOO_DEEP) from None
    if isinstance(value, dict) and value.get("schema_version") == OLDER:
        return brought_up(value)
    if trouble := problem(value):
        raise NotARun(trouble)
    return cast(Run, value)


def read(path: Path) -> bytes:
    """The file, and of one that is too large no more than shows it."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def excess(text: bytes) -> str | None:
    """What makes it too much to read, in a sentence."""
    if len(text) > LARGEST:
        return f"it is larger than {LARGEST // MIB} MiB"
    if sum(map(text.count, OPENING)) > MOST:
        return f"it holds more than {MOST:,} values"
    return None


def is_deep(value: Any) -> bool:
    """Whether it is nested deeper than any run, found out level by level."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level if isinstance(each, dict | list) for inner in members(each)]
    return bool(level)


def members(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def brought_up(value: dict[str, Any]) -> Run:
    """A run as it was written before causes were part of it, with its causes."""
    run = value | {"schema_version": VERSION, "causes": []}
    if isinstance(rows := value.get("requirements"), list):
        run["requirements"] = [{"fix": None} | row if isinstance(row, dict) else row for row in rows]
    if trouble := problem(run):
        raise NotARun(trouble)
    return with_fixes_and_causes(cast(Run, run))


def problem(value: Any) -> str | None:
    """The first departure from the published schema, in a sentence."""
    if is_deep(value):
        return TOO_DEEP
    if not isinstance(value, dict) or "schema_version" not in value:
        return "it is no run: a run is an object with schema_version"
    if value["schema_version"] != VERSION:
        found = one_line(json.dumps(value["schema_version"]))[:SHOWN]
        return f'its schema_version is {found}; this version reads "{VERSION}", and "{OLDER}"'
    for error in validator().iter_errors(whole(value)):
        place = pointer(error.instance_path) or "the top level"
        return one_line(f"{place}: {error.message}")[: 2 * SHOWN]
    return None


def whole(value: Any) -> Any:
    """The same value without halves of surrogate pairs, which JSON may carry and the validator cannot."""
    if isinstance(value, str):
        return xml_legal(value)
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {whole(key): whole(item) for key, item in value.items()}
    return value


@cache
def validator() -> jsonschema_rs.Draft202012Validator:
    schema = json.loads((files("oaic_suite.judging") / "run.schema.json").read_text("utf-8"))
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
