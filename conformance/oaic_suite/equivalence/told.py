"""What two servers differ in, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from oaic_suite.equivalence.differences import Compared, Difference
from oaic_suite.evidence.shown.printable import printable

LONGEST = 160  # characters


def text(found: Sequence[Compared], names: tuple[str, str]) -> str:
    return "\n".join(printable(line) for line in lines(found, names)) + "\n"


def lines(found: Sequence[Compared], names: tuple[str, str]) -> Iterator[str]:
    """What differs everywhere alike is told once, with the questions that show it."""
    yield f"A: {names[0]}"
    yield f"B: {names[1]}"
    for difference, questions in grouped(found).items():
        yield ""
        yield f"{cut(difference.fact)}: {cut(difference.first)} (A), {cut(difference.second)} (B)"
        yield f"  asked by {cut(', '.join(questions))}"
    unsteady = sum(bool(each.unsteady) for each in found)
    yield ""
    yield concluded(found) + (f"; {unsteady} left something out that a server varies by itself" if unsteady else "")


def grouped(found: Sequence[Compared]) -> dict[Difference, list[str]]:
    groups: dict[Difference, list[str]] = {}
    for each in found:
        for difference in each.differences:
            groups.setdefault(difference, []).append(each.question)
    return groups


def concluded(found: Sequence[Compared]) -> str:
    differ = sum(bool(each.differences) for each in found)
    number = len(grouped(found))
    if not number:
        return f"No difference in {len(found)} comparisons"
    return f"{number} {'difference' if number == 1 else 'differences'}, in {differ} of {len(found)} comparisons"


def cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def as_json(found: Sequence[Compared], names: tuple[str, str]) -> str:
    told = {"a": names[0], "b": names[1], "requests": [asdict(each) for each in found]}
    return json.dumps(told, indent=1) + "\n"
