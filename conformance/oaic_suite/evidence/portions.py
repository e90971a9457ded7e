"""A heavy JSON value as several light ones, so that what is wrong with it need not all be known at once.

A validator names every mistake before it gives the first, and takes a thousand times the room of the value to do so.
Each portion is the value with a part of one of its arrays; what stands elsewhere is whole in the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oaic_spec.pointer import pointer, steps

LIGHT = 2000  # values
Path = tuple[str | int, ...]
Shifts = tuple[tuple[Path, int], ...]  # arrays that begin later than in the value, the last one cut first


def portions(value: Any, shifts: Shifts = ()) -> Iterator[tuple[Any, Shifts]]:
    path = None if weight(value) <= LIGHT else divisible(value)
    array = [] if path is None else at(value, path)
    parts = list(cuts(array))
    if path is None or len(parts) == 1:  # what is heavy beside a light array is not made lighter by cutting that
        yield value, shifts
        return
    for start, end in parts:
        beside = value if start == 0 else trimmed(value, path)
        yield from portions(put(beside, path, array[start:end]), ((path, start), *shifts))


def unshifted(place: str, shifts: Shifts) -> str:
    """A pointer into a portion as one into the value."""
    tokens: list[str | int] = list(steps(place))
    for path, start in shifts:
        depth = len(path)
        if len(tokens) > depth and tokens[:depth] == [str(step) for step in path]:
            tokens[depth] = str(int(tokens[depth]) + start)
    return pointer(tokens)


def weight(value: Any) -> int:
    """How many values it consists of."""
    count, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        count += 1
        waiting.extend(inside(each))
    return count


def inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def divisible(value: Any, path: Path = ()) -> Path | None:
    """Where the outermost array of several elements is, on the way to what is heaviest."""
    if isinstance(value, list) and len(value) > 1:
        return path
    below = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    if not below:
        return None
    key, heaviest = max(below, key=lambda member: weight(member[1]))
    return divisible(heaviest, (*path, key))


def cuts(array: list[Any]) -> Iterator[tuple[int, int]]:
    """Where parts of an array begin and end that are light, or a single element."""
    start, held = 0, 0
    for index, element in enumerate(array):
        more = weight(element)
        if index > start and held + more > LIGHT:
            yield start, index
            start, held = index, 0
        held += more
    yield start, len(array)


def at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def put(value: Any, path: Path, part: Any) -> Any:
    """The value with another at a path."""
    if not path:
        return part
    key, *rest = path
    copy = value.copy()
    copy[key] = put(value[key], tuple(rest), part)
    return copy


def trimmed(value: Any, path: Path = ()) -> Any:
    """The value with one element in each array, but for what is on the way to a path."""
    key, rest = (path[0], path[1:]) if path else (None, ())
    if isinstance(value, dict):
        return {
            name: member if name == key and not rest else trimmed(member, rest if name == key else ())
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [trimmed(element, rest) for element in value[:1]]
    return value
