"""run.json as a stranger may have made it: how much of it is read, and how deep."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs

MIB = 2**20
LARGEST = 32 * MIB  # a run of ours has some 6 MiB
MOST = 3_000_000  # values: each of them costs memory, however short its text
DEEPEST = 32  # a run of ours is nested 6 deep
OPENING = (b",", b"[", b"{")  # one stands before every value but the first


class TooMuch(ValueError):
    """It is more than a run can be; the message says in which way."""


def read(path: Path) -> bytes:
    """The file; of one that is too large no more than shows it."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def parsed(text: bytes) -> Any:
    """Its JSON; raises ValueError."""
    if len(text) > LARGEST:
        raise TooMuch(f"it is larger than {LARGEST // MIB} MiB")
    if sum(map(text.count, OPENING)) > MOST:
        raise TooMuch(f"it holds more than {MOST:,} values")
    try:
        value = json.loads(text)
    except RecursionError:
        raise TooMuch("it is nested too deeply") from None
    if is_deep(value):
        raise TooMuch("it is nested too deeply")
    return value


def is_deep(value: Any) -> bool:
    """Whether it is nested deeper than any run, found out level by level."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level if isinstance(each, dict | list) for inner in members(each)]
    return bool(level)


def members(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


@cache
def validator() -> jsonschema_rs.Draft202012Validator:
    """What a run is like, member by member."""
    schema = json.loads((files(__package__) / "run.schema.json").read_text("utf-8"))
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
