"""How numbers of an answer are written, and which of them can be a time."""

from __future__ import annotations

YEAR_2020, YEAR_2100 = 1577836800, 4102444800
SECONDS = "Unix seconds, 2020 to 2100"


def written_whole(number: object) -> bool:
    return not (isinstance(number, float) and number.is_integer())


def of_this_century(seconds: float) -> bool:
    """Whether a time is Unix seconds: neither nought, nor milliseconds, nor days, nor a duration."""
    return YEAR_2020 <= seconds < YEAR_2100


def before_the_next(seconds: float) -> bool:
    """Whether a time is no count of milliseconds; nought stands for a date that is not known."""
    return 0 <= seconds < YEAR_2100
