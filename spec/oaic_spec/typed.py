"""Numbers as they are typed: read within their bounds, or why there is none."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable

SHOWN = 40  # characters of what was typed
MOST_DIGITS = 18


def number(most: float) -> Callable[[str], float]:
    """Reads what is more than nothing and at most so much."""

    def read(text: str) -> float:
        try:
            found = float(text)
        except ValueError:
            found = 0.0
        if not 0 < found <= most:
            raise ArgumentTypeError(f"it must be more than 0 and at most {most}, not {text[:SHOWN]}")
        return found

    return read


def whole(least: int | None = None, most: int | None = None) -> Callable[[str], int]:
    """Reads a whole number, within bounds where there are any."""
    wanted = bounds(least, most)

    def read(text: str) -> int:
        if len(text) > MOST_DIGITS or not text.removeprefix("-").isdecimal():
            raise ArgumentTypeError(f"it must be {wanted}, not {text[:SHOWN]}")
        found = int(text)
        if (least is not None and found < least) or (most is not None and found > most):
            raise ArgumentTypeError(f"it must be {wanted}, not {text[:SHOWN]}")
        return found

    return read


def bounds(least: int | None, most: int | None) -> str:
    if most is not None:
        return f"{least} to {most}"
    return "a whole number" if least is None else f"a whole number of at least {least}"
