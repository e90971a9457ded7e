"""Numbers within bounds, and multiples of what they must be."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from math import ceil, floor
from typing import Any

from oaic_server.growth.dice import Dice
from oaic_server.growth.unsatisfiable import Unsatisfiable

EXACT = 2**53  # below it every reader of JSON takes a whole number for the same one
FAR = 2**31 - 1  # a bound beyond it is that of a type, and nobody means it
SPAN = 10  # how many steps a side without a bound reaches
WHOLE = Fraction(1)  # what is a number by its schema is often read as an integer, and models write one
QUARTER = Fraction(1, 4)  # where none fits; exact in binary


def integer(schema: Mapping[str, Any], dice: Dice) -> int:
    multiple = exact(schema["multipleOf"]) if "multipleOf" in schema else Fraction(1)
    return int(stepped(schema, Fraction(multiple.numerator), dice))


def number(schema: Mapping[str, Any], dice: Dice) -> float:
    if "multipleOf" in schema:
        return plain(stepped(schema, exact(schema["multipleOf"]), dice))
    for step in (WHOLE, QUARTER):
        with suppress(Unsatisfiable):
            return plain(stepped(schema, step, dice))
    low, high = bound(schema, "minimum", max), bound(schema, "maximum", min)
    return plain((low + high) / 2) if low is not None and high is not None else plain(low or high or Fraction(0))


def plain(number: Fraction) -> float:
    """Without a point where it is whole."""
    try:
        return int(number) if number.denominator == 1 and abs(number) < EXACT else float(number)
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
    near = 1 if last is None or last >= 1 else last - SPAN + 1
    if first is None:
        first = near
    elif first < -FAR:
        first = max(first, near)
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
