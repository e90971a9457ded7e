"""JSON without the liberties: UTF-8, no NaN, no duplicate member, no lone surrogate, bounded depth."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

import orjson


class Malformed(ValueError):
    """Says what is wrong with the bytes, as the end of a sentence about the body."""


def parse(raw: bytes, depth: int) -> Any:
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"is not valid JSON: {error}") from None
    if depth_exceeds(value, depth):
        raise Malformed(f"is nested more than {depth} levels deep")
    refuse_duplicates(raw)
    return value


def depth_exceeds(value: Any, depth: int) -> bool:
    level = containers([value])
    while level and depth:
        level = [child for node in level for child in containers(members(node))]
        depth -= 1
    return bool(level)


def containers(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, (dict, list))]


def members(container: Any) -> Iterable[Any]:
    return container.values() if isinstance(container, dict) else container


def refuse_duplicates(raw: bytes) -> None:
    """Reads a second time, for names only: the fast parser keeps the last of two equal members."""
    json.loads(raw, object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=_impossible)


def _unique(pairs: list[tuple[str, Any]]) -> None:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = next(name for index, name in enumerate(names) if name in names[:index])
        raise Malformed(f"has the member {json.dumps(twice)} twice in one object")


def _impossible(constant: str) -> NoReturn:
    raise Malformed(f"holds {constant}, which is not JSON")
