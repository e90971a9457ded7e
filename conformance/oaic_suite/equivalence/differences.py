"""Where two servers differ that were asked the same, each a few times: what one server varies by itself is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from oaic_suite.asking.target import Target
from oaic_suite.equivalence.facts import Facts, facts
from oaic_suite.equivalence.questions import Question
from oaic_suite.equivalence.streaming import pairs, together
from oaic_suite.evidence.unsettled import NotEstablished

TIMES, AGAIN = 2, 4  # each is asked, at least; and again where something differs
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
    """A difference stands when it was seen again: what a model draws by chance may well be the same twice."""
    known = Known((first, second))
    for question in asked:
        known.ask(question, times)
        if of(question.name, *known.facts(question)).differences:
            known.ask(question, AGAIN)
        yield of(question.name, *known.facts(question))
    for whole, streamed in pairs(asked):
        name = f"{whole.name}, whole and streamed"
        if of(name, *known.together(whole, streamed)).differences:
            known.ask(whole, AGAIN)
            known.ask(streamed, AGAIN)
        yield of(name, *known.together(whole, streamed))


@dataclass(frozen=True)
class Known:
    """What both servers answered so far."""

    targets: tuple[Target, Target]
    told: dict[str, tuple[list[Facts], list[Facts]]] = field(default_factory=dict)  # by question

    def ask(self, question: Question, times: int) -> None:
        for target, found in zip(self.targets, self.facts(question), strict=True):
            found += [seen(target, question) for _ in range(times)]

    def facts(self, question: Question) -> tuple[list[Facts], list[Facts]]:
        return self.told.setdefault(question.name, ([], []))

    def together(self, whole: Question, streamed: Question) -> Iterator[list[Facts]]:
        answers = zip(self.facts(whole), self.facts(streamed), strict=True)
        return in_common(*([together(*each) for each in zip(*both, strict=False)] for both in answers))


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
