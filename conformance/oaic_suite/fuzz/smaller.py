"""The smallest JSON value that still shows what a larger one showed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

MOST_TRIED = 500


def smallest(value: Any, still: Callable[[Any], bool], tried: int = MOST_TRIED) -> Any:
    """Takes away what can be taken away, the largest pieces first; so many values are tried at most."""
    for candidate in itertools.islice(smaller(value), tried):
        tried -= 1
        if still(candidate):
            return smallest(candidate, still, tried)
    return value


def smaller(value: Any) -> Iterator[Any]:
    """The same value with something taken away."""
    if isinstance(value, dict):
        names = list(value)
        for gone in pieces(names):
            yield {name: value[name] for name in names if name not in gone}
        for name in names:
            yield from ({**value, name: less} for less in smaller(value[name]))
    elif isinstance(value, list):
        for gone in pieces(range(len(value))):
            yield [item for place, item in enumerate(value) if place not in gone]
        for place, item in enumerate(value):
            yield from ([*value[:place], less, *value[place + 1 :]] for less in smaller(item))
    elif isinstance(value, str) and len(value) > 1:
        half = len(value) // 2
        yield from (value[:half], value[half:])


def pieces(items: Sequence[Any]) -> Iterator[frozenset[Any]]:
    """Halves, quarters and so on, down to each one alone."""
    size = max(len(items) // 2, 1)
    while items and size:
        yield from (frozenset(items[start : start + size]) for start in range(0, len(items), size))
        size //= 2
