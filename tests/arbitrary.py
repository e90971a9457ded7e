"""What nobody thought of: texts, JSON values, and JSON values that were right before one thing in them changed."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

AWKWARD = "\x00\x07\t\n\r\x1b\x7f\x85\xa0\xad\u200b\u2028\u202e\ufeff\ufffd\ufffe😀é漢\u0301"
MARKUP = "<>&\"'`|\\/[](){}*_~#!@$%^-+=:;,. "
CHARACTERS = st.sampled_from(AWKWARD + MARKUP) | st.characters(codec="utf-8")
TEXT = st.text(CHARACTERS, max_size=40)
HALVES = st.text(CHARACTERS | st.characters(categories=["Cs"]), max_size=40)  # halves of surrogate pairs as well

INTEGERS = (
    st.integers(-3, 300) | st.integers() | st.sampled_from([2**31, 2**53 + 1, 2**63 - 1, -(2**63), 2**64, 10**300])
)
FLOATS = st.sampled_from([-0.0, 0.5, 1.0, 2.0, 1e16, 1e300, 5e-324]) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | INTEGERS | FLOATS | TEXT
VALUES = st.recursive(SCALARS, lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXT, below, max_size=4))
MORE: Any = object()  # stands for the same again, otherwise
SIMPLE = (None, True, 0, 1, 1.0, -1, 2**64, 1e300, "", "auto", "\u2028😀", [], [[]], [1.0], ["a"], {}, {"a": 1}, MORE)


def little() -> settings:
    """For a property that costs much: a fifth of what the others are tried."""
    return settings(max_examples=settings().max_examples // 5)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside, the whole among them."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in below for place in places(child, (*path, key)))]


def every_change(value: Any) -> Iterator[Any]:
    """The value with one place in it replaced, each place by each of the simple values that break readers."""
    for path in places({"it": value})[1:]:
        for simple in SIMPLE:
            whole, parent, key = opened(value, path)
            parent[key] = simple if simple is not MORE else respelling(parent[key])
            yield whole["it"]


def opened(value: Any, path: tuple[Any, ...]) -> tuple[dict[str, Any], Any, Any]:
    """A copy of the value as a member, and what holds the last step of the path."""
    whole = copy.deepcopy({"it": value})
    parent: Any = whole
    for key in path[:-1]:
        parent = parent[key]
    return whole, parent, path[-1]


def respelling(said: Any) -> Any:
    """The same number as a float, or the same thing twice."""
    return float(said) if isinstance(said, int | float) else said + said if isinstance(said, str) else [said, said]


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """The value with a place or two in it replaced, taken out, named otherwise or said twice."""
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        whole, parent, key = opened(value, draw(st.sampled_from(places({"it": value})[1:])))
        draw(st.sampled_from(CHANGES))(draw, parent, key)
        value = whole.get("it")
    return value


def replaced(draw: st.DrawFn, parent: Any, key: Any) -> None:
    parent[key] = draw(VALUES)


def retyped(draw: st.DrawFn, parent: Any, key: Any) -> None:
    parent[key] = draw(st.sampled_from(SIMPLE[:-1]))


def respelt(draw: st.DrawFn, parent: Any, key: Any) -> None:
    parent[key] = respelling(parent[key])


def taken_out(draw: st.DrawFn, parent: Any, key: Any) -> None:
    del parent[key]


def added(draw: st.DrawFn, parent: Any, key: Any) -> None:
    if isinstance(parent, list):
        parent.append(parent[key])
    else:
        parent[draw(TEXT)] = draw(VALUES)


CHANGES = (replaced, retyped, respelt, taken_out, added)
