"""Two schemas that must both hold, as one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import zip_longest
from math import lcm
from typing import Any

from oaic_server.growth.kinds import KINDS, kinds
from oaic_server.growth.unsatisfiable import Unsatisfiable

Flat = dict[str, Any]


def merge(one: Flat, other: Flat) -> Flat:
    merged = {**one, **other}
    for word in one.keys() & other.keys() & BOTH.keys():
        merged[word] = BOTH[word](one[word], other[word])
    if named := {**one.get("properties", {}), **other.get("properties", {})}:
        narrowed = spoken_of_by_both(one, other)
        merged["properties"] = named | {name: both(member(one, name), member(other, name)) for name in narrowed}
    return merged


def spoken_of_by_both(one: Flat, other: Flat) -> set[str]:
    """The members that one names and the other has something to say of, named or not."""
    mine, theirs = set(one.get("properties", ())), set(other.get("properties", ()))
    shared = mine & theirs
    for named, flat in ((mine, other), (theirs, one)):
        shared |= named if "additionalProperties" in flat else set()
    return shared


def member(flat: Mapping[str, Any], name: str) -> Any:
    """What a schema says of one of its members, named or not."""
    return flat.get("properties", {}).get(name, flat.get("additionalProperties", True))


def both(one: Any, other: Any) -> Any:
    if one is True or one == other:
        return other
    return one if other is True else {"allOf": [one, other]}


def common_kinds(one: Any, other: Any) -> list[str]:
    left, right = (set(kinds({"type": said})) for said in (one, other))
    for mine, theirs in ((left, right), (right, left)):
        if "number" in mine and "integer" in theirs:
            mine.add("integer")
    shared = [kind for kind in KINDS if kind in left & right]
    if not shared:
        raise Unsatisfiable(f"type {one!r} and type {other!r} at once")
    return shared


def common_values(one: list[Any], other: list[Any]) -> list[Any]:
    known = set(map(canonical, other))
    shared = [value for value in one if canonical(value) in known]
    if not shared:
        raise Unsatisfiable("two enums that share no value")
    return shared


def same(one: Any, other: Any) -> Any:
    if canonical(one) != canonical(other):
        raise Unsatisfiable("two consts that differ")
    return one


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def by_name(one: Flat, other: Flat) -> Flat:
    return {name: both(one.get(name, True), other.get(name, True)) for name in {**one, **other}}


def by_place(one: list[Any], other: list[Any]) -> list[Any]:
    return [both(*pair) for pair in zip_longest(one, other, fillvalue=True)]


def every(one: list[Any], other: list[Any]) -> list[Any]:
    return list(dict.fromkeys([*one, *other]))


def common_multiple(one: float, other: float) -> float:
    left, right = Fraction(str(one)), Fraction(str(other))
    shared = Fraction(lcm(left.numerator * right.denominator, right.numerator * left.denominator))
    whole = shared / (left.denominator * right.denominator)
    return int(whole) if whole.denominator == 1 else float(whole)


BOTH: dict[str, Callable[[Any, Any], Any]] = {
    "type": common_kinds,
    "enum": common_values,
    "const": same,
    "required": every,
    "patternProperties": by_name,
    "dependentRequired": lambda one, other: {
        name: every(one.get(name, []), other.get(name, [])) for name in one | other
    },
    "prefixItems": by_place,
    "multipleOf": common_multiple,
    **dict.fromkeys(("additionalProperties", "items", "contains", "propertyNames", "unevaluatedProperties"), both),
    **dict.fromkeys(
        (
            "minimum",
            "exclusiveMinimum",
            "minLength",
            "minItems",
            "minProperties",
            "minContains",
            "uniqueItems",
        ),
        max,
    ),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), min),
}
