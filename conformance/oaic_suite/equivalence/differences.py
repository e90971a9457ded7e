"""Where two servers differ that were asked the same, each a few times: what one server varies by itself is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from oaic_suite.asking.target import Target
from oaic_suite.equivalence.facts import Facts, facts
from oaic_suite.equivalence.questions import Question
from oaic_suite.equivalence.streaming import pairs, together
from oaic_suite.evidence.unsettled import NotEstablished

TIMES = 2  # each is asked, at least
NOTHING = "not there"


@dataclass(frozen=True)
class Difference:
    fact: str
    first: str
    second: str


@dataclass(frozen=True)
class Compared:
    """A question, and where the two answers to it differ."""

    question: str
    differences: tuple[Difference, ...]
    unsteady: tuple[str, ...]  # facts that one server varies by itself


def compared(first: Target, second: Target, asked: Sequence[Question], times: int = TIMES) -> Iterator[Compared]:
    known: dict[str, tuple[list[Facts], list[Facts]]] = {}
    for question in asked:
        known[question.name] = several(first, question, times), several(second, question, times)
        yield of(question.name, *known[question.name])
    for whole, streamed in pairs(asked):
        one, other = map(both, known[whole.name], known[streamed.name])
        yield of(f"{whole.name}, whole and streamed", *in_common(one, other))


def several(target: Target, question: Question, times: int) -> list[Facts]:
    return [seen(target, question) for _ in range(times)]


def both(whole: Sequence[Facts], streamed: Sequence[Facts]) -> list[Facts]:
    return [together(*each) for each in zip(whole, streamed, strict=True)]


def in_common(*some: Sequence[Facts]) -> Iterator[list[Facts]]:
    """The same without what is not known of all."""
    names = set.intersection(*(set(each) for each in chain(*some)))
    return ([{name: told[name] for name in names} for told in each] for each in some)


def seen(target: Target, question: Question) -> Facts:
    try:
        return facts(question.put(target))
    except NotEstablished as problem:
        return {"asked": str(problem)}


def of(question: str, first: Sequence[Facts], second: Sequence[Facts]) -> Compared:
    unsteady = {name for some in (first, second) for name in varying(some)}
    names = [name for name in dict.fromkeys([*first[0], *second[0]]) if name not in unsteady]
    found = (Difference(name, said(first[0], name), said(second[0], name)) for name in names)
    return Compared(
        question, tuple(outermost([each for each in found if each.first != each.second])), tuple(sorted(unsteady))
    )


def varying(some: Sequence[Facts]) -> Iterator[str]:
    for name in {name for each in some for name in each}:
        if len({each.get(name) for each in some}) > 1:
            yield name


def said(told: Mapping[str, str], name: str) -> str:
    return told.get(name, NOTHING)


def outermost(found: Sequence[Difference]) -> Iterator[Difference]:
    """What is missing is told once, and not again for everything inside it; nothing inside where the status differs."""
    statuses = [each for each in found if each.fact in ("status", "asked")]
    missing = [f"{each.fact}/" for each in found if NOTHING in (each.first, each.second)]
    for each in statuses or found:
        if not any(each.fact.startswith(place) for place in missing):
            yield each
