"""What clients were seen to do with a server that breaks a requirement, in a sentence."""

from __future__ import annotations

import re

from oaic_suite.judging.document.run_json import Row

UNMOVED = "tolerated"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# A value that an application was given, and the one that it should have been; an exception is not a value.
VALUES = re.compile(r"(?!raises )(?P<place>[^:]+): (?P<given>.+), instead of (?P<wanted>.+)", re.DOTALL)


def clients(row: Row) -> str | None:
    """Of another server, broken on purpose, on the day that stands there; None where nobody was asked."""
    seen = row.get("witnesses", [])
    if not seen:
        return None
    moved = [each for each in seen if each["outcome"] != UNMOVED]
    unmoved = ", ".join(each["client"] for each in seen if each["outcome"] == UNMOVED)
    days = ", ".join(sorted({each["date"] for each in seen}))
    tried = f"tried {days} on a server broken on purpose"
    if not moved:
        return f"{nobody(len(seen))}; others may ({tried}: {unmoved})"
    sentences = [f"{each['client']}: {without_values(each['detail'])}" for each in moved]
    return f"{'; '.join([*sentences, f'{unmoved}: nothing to be seen'] if unmoved else sentences)} ({tried})"


def nobody(tried: int) -> str:
    if tried == 1:
        return "the one client that was tried does not mind"
    which = "neither of the two" if tried == 2 else f"none of the {number(tried)}"
    return f"{which} clients that were tried minds"


def number(some: int) -> str:
    return NUMBERS[some] if some < len(NUMBERS) else str(some)


def without_values(detail: str) -> str:
    """What became of a value, but not the values: they are those of the server that was tried, not of this one."""
    found = VALUES.fullmatch(detail)
    if found is None:
        return detail
    if found["given"] == "nothing":
        return f"{found['place']}: nothing"
    return f"{found['place']}: {'a value, instead of nothing' if found['wanted'] == 'nothing' else 'another value'}"
