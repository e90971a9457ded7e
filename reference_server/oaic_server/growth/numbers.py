"""Numbers within bounds, and multiples of what they must be."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from oaic_server.growth.dice import Dice
from oaic_server.growth.unsatisfiable import Unsatisfiable

SPAN = 10  # how many steps a side without a bound reaches
QUARTER = Fraction(1, 4)  # the step of a number that need not be whole; exact in binary


def integer(schema: Mapping[str, Any], dice: Dice) -> int:
    multiple = exact(schema["multipleOf"]) if "multipleOf" in schema else Fraction(1)
    return int(stepped(schema, Fraction(multiple.numerator), dice))


def number(schema: Mapping[str, Any], dice: Dice) -> float:
    if "multipleOf" in schema:
        return as_float(stepped(schema, exact(schema["multipleOf"]), dice))
    try:
        return as_float(stepped(schema, QUARTER, dice))
    except Unsatisfiable:
        low, high = bound(schema, "minimum", max), bound(schema, "maximum", min)
        return as_float((low + high) / 2) if low is not None and high is not None else as_float(low or high or 0)


def as_float(number: Fraction | int) -> float:
    try:
        return float(number)
    except OverflowError:
        raise Unsatisfiable("no number is so large") from None


def stepped(schema: Mapping[str, Any], step: Fraction, dice: Dice) -> Fraction:
    first, last = ends(schema, step)
    if first > last:
        raise Unsatisfiable(f"no multiple of {step} lies between the bounds")
    return step * (first + dice.roll(min(last - first, SPAN - 1) + 1))


def ends(schema: Mapping[str, Any], step: Fraction) -> tuple[int, int]:
    """The first and the last step within the bounds."""
    low, high = bound(schema, "minimum", max), bound(schema, "maximum", min)
    first = (
        None
        if low is None
        else ceil(low / step) + (low / step == ceil(low / step) and excluded(schema, "minimum", low))
    )
    last = (
        None
        if high is None
        else floor(high / step) - (high / step == floor(high / step) and excluded(schema, "maximum", high))
    )
    if first is None:
        first = 1 if last is None or last >= 1 else last - SPAN + 1
    return first, first + SPAN - 1 if last is None else last


def bound(schema: Mapping[str, Any], word: str, nearest: Any) -> Fraction | None:
    said = [schema[name] for name in (word, exclusive(word)) if name in schema]
    return nearest(map(exact, said)) if said else None


def excluded(schema: Mapping[str, Any], word: str, end: Fraction) -> bool:
    return exclusive(word) in schema and exact(schema[exclusive(word)]) == end


def exclusive(word: str) -> str:
    return f"exclusive{word.capitalize()}"


def exact(number: float) -> Fraction:
    """The number that its decimal digits say: 0.1 is a tenth."""
    return Fraction(str(number))
