"""Whether a server says the same streamed as it says whole: a fact of both together, and not of either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from oaic_suite.equivalence.facts import CALLS, REASON, SPENT, Facts
from oaic_suite.equivalence.questions import Question

SAME, OTHER = "as it is whole", "not as it is whole"


def pairs(asked: Iterable[Question]) -> Iterator[tuple[Question, Question]]:
    """The questions that are asked whole and streamed."""
    known: dict[str, dict[bool, Question]] = {}
    for question in asked:
        known.setdefault(f"{question.operation} {question.unstreamed}", {})[question.streams] = question
    for both in known.values():
        if len(both) == 2:
            yield both[False], both[True]


def together(whole: Facts, streamed: Facts) -> Facts:
    """What of both can be held side by side; only where both were granted."""
    if whole.get("status") != "200" or streamed.get("status") != "200":
        return {}
    found = {}
    for name, read in (("calls", calls), ("reasons to finish", reasons), ("cost of the question", spent)):
        one, other = set(read(whole)), set(read(streamed))
        if one and other:
            found[f"streamed, {name}"] = SAME if one == other else OTHER
    return found


def calls(told: Facts) -> Iterator[str]:
    yield told.get(CALLS, "")


def reasons(told: Facts) -> Iterator[str]:
    for name, value in told.items():
        if name.rpartition("/")[2] == REASON:
            yield from (word for word in value.split(" or ") if word != "null")


def spent(told: Mapping[str, str]) -> Iterator[str]:
    for name, value in told.items():
        if name.rpartition("/")[2] in SPENT:
            yield from (word for word in value.split(" or ") if word[-1:].isdigit())
