"""How values of settings are spelt: each function reads one kind, or raises a ValueError that says what was wanted."""

from __future__ import annotations

from collections.abc import Callable

YES_AND_NO = {"1": True, "true": True, "yes": True, "on": True} | {
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


def text(raw: str) -> str:
    if not raw:
        raise ValueError("some text")
    return raw


def whole(low: int, high: int | None = None) -> Callable[[str], int]:
    wanted = f"an integer of at least {low}" if high is None else f"an integer from {low} to {high}"

    def parse(raw: str) -> int:
        number = int(raw) if raw.removeprefix("-").isdecimal() else low - 1
        if number < low or (high is not None and number > high):
            raise ValueError(wanted)
        return number

    return parse


def milliseconds(raw: str) -> float:
    return within(raw, "a number of milliseconds, 0 or more", least=0.0)


def within(raw: str, wanted: str, least: float) -> float:
    try:
        number = float(raw)
    except ValueError:
        number = -1.0
    if not least <= number < 1e9:
        raise ValueError(wanted)
    return number


def seconds(raw: str) -> float:
    return within(raw, "a number of seconds, 0.01 or more", least=0.01)


def yes_or_no(raw: str) -> bool:
    if raw.lower() not in YES_AND_NO:
        raise ValueError("one of " + ", ".join(YES_AND_NO))
    return YES_AND_NO[raw.lower()]


def one_of(*words: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw not in words:
            raise ValueError("one of " + ", ".join(words))
        return raw

    return parse


def named_whole(low: int, high: int) -> Callable[[str], tuple[str, int]]:
    """A name and its number, `NAME=N`; the name may hold `=` itself."""
    number = whole(low, high)

    def parse(raw: str) -> tuple[str, int]:
        name, _, digits = raw.rpartition("=")
        try:
            return text(name), number(digits)
        except ValueError:
            raise ValueError(f"NAME=N, with N from {low} to {high}") from None

    return parse
