"""JSON as RFC 8259 has it: UTF-8, one value, no NaN; and where in the bytes a pointer leads.

The reference server has a reader of its own: judge and judged share no code, so that neither repeats the other's
mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from oaic_spec.pointer import steps

SPACE = " \t\n\r"
DEEPEST = 100
LONGEST_NUMBER = 4000


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def parse(body: bytes) -> Any:
    """The value, or a ValueError that says what is wrong with the bytes."""
    if body.startswith(b"\xef\xbb\xbf"):
        raise ValueError("a byte order mark stands before the value")
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=refuse_constant, parse_int=whole_number)
    except RecursionError:
        raise TooDeep from None
    if deep(value):
        raise TooDeep
    return value


class TooDeep(ValueError):
    def __init__(self) -> None:
        super().__init__(f"it is nested more than {DEEPEST} levels deep")


def whole_number(digits: str) -> int | float:
    """JSON sets no limit to a number; Python reads no more than 4300 digits as an integer."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)


def deep(value: Any) -> bool:
    """Whether a value nests deeper than any reader of it should have to follow."""
    level = [value]
    for _ in range(DEEPEST):
        level = [child for parent in level for child in inside(parent) if isinstance(child, dict | list)]
        if not level:
            return False
    return True


def inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


_decoder = json.JSONDecoder(parse_constant=refuse_constant, parse_int=whole_number)


def locate(body: bytes, pointer: str) -> tuple[int, int] | None:
    """The span of bytes a JSON pointer names, as far down as it leads."""
    text = body.decode("utf-8", "replace")
    start, end = _skip(text, 0), len(text)
    try:
        start, end = _extent(text, start)
        for step in steps(pointer):
            found = _child(text, start, step)
            if found is None:
                break
            start, end = found
    except (ValueError, IndexError, StopIteration, RecursionError):
        return None
    return len(text[:start].encode()), len(text[:end].encode())


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in SPACE:
        at += 1
    return at


def _extent(text: str, at: int) -> tuple[int, int]:
    return at, _decoder.raw_decode(text, at)[1]


def _child(text: str, at: int, step: str) -> tuple[int, int] | None:
    if text[at] == "{":
        return _member(text, _skip(text, at + 1), step)
    if text[at] == "[" and step.isdigit():
        return _element(text, _skip(text, at + 1), int(step))
    return None


def _member(text: str, at: int, step: str) -> tuple[int, int] | None:
    """The last of that name: so readers have it."""
    found = None
    while text[at] != "}":
        name, at = scanstring(text, at + 1)
        start, end = _extent(text, _skip(text, _skip(text, at) + 1))
        found = (start, end) if name == step else found
        at = _next(text, end)
    return found


def _element(text: str, at: int, index: int) -> tuple[int, int] | None:
    while text[at] != "]":
        start, end = _extent(text, at)
        if index == 0:
            return start, end
        index -= 1
        at = _next(text, end)
    return None


def _next(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at
