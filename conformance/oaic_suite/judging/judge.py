"""One check, called with its evidence: the verdict, and the reasons for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.place import Place, trail
from oaic_suite.evidence.unsettled import BadProbe, NotApplicable, NotEstablished, NotRun
from oaic_suite.judging.explain import explain
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.verdict import Verdict

MANY = 24  # exchanges of one check that a reader can be shown


@dataclass(frozen=True)
class Judgement:
    verdict: Verdict
    cause: str | None = None
    reason: str | None = None
    expected: str | None = None
    observed: str | None = None
    place: Place | None = None
    seconds: float = 0.0
    evidence: tuple[Exchange, ...] = ()


PASSED = Judgement(Verdict.PASS)


def judge(requirement: Requirement, arguments: Mapping[str, Any]) -> Judgement:
    began = time.perf_counter()
    with trail() as visited:
        try:
            requirement.check(**arguments)
        except Exception as problem:
            judged = convict(problem, visited)
        else:
            judged = PASSED
    exchanges = looked_at(tuple(exchange for value in arguments.values() for exchange in exchanges_of(value)), visited)
    place = judged.place or (Place(exchanges[-1].id) if exchanges else None)
    said = judged.verdict, judged.cause, judged.reason, judged.expected, judged.observed
    return Judgement(*said, place, time.perf_counter() - began, exchanges)


def failed(requirement: Requirement, argument: Any) -> Judgement | None:
    """What a check comes to that fails on what it reads; of any other, which most are, nothing is told."""
    try:
        requirement.check(argument)
    except AssertionError:  # accessors are pure: asked again, it fails again, and leaves its trail
        return judge(requirement, {requirement.arguments[0]: argument})
    except Exception:
        return None
    return None


def passes(requirement: Requirement, argument: Any) -> bool:
    try:
        requirement.check(argument)
    except Exception:
        return False
    return True


def looked_at(exchanges: tuple[Exchange, ...], visited: list[Place]) -> tuple[Exchange, ...]:
    """The evidence: of many exchanges those that were looked at."""
    if len(exchanges) <= MANY:
        return exchanges
    ids = {place.exchange for place in visited}
    return tuple(exchange for exchange in exchanges if exchange.id in ids)[:MANY]


def convict(problem: BaseException, visited: list[Place] | None = None) -> Judgement:
    """The judgement an exception stands for."""
    for kind in type(problem).__mro__:
        if kind in SENTENCES:
            return SENTENCES[kind](problem, visited or [])
    return broken(problem, visited or [])


def violated(problem: Any, visited: list[Place]) -> Judgement:
    said = explain(problem.__traceback__, visited)
    return Judgement(Verdict.FAIL, None, None, said.expected, said.observed, said.place)


def missing(problem: Any, visited: list[Place]) -> Judgement:
    last = visited[-1] if visited else None
    return Judgement(Verdict.INCONCLUSIVE, problem.blocked_by, problem.reason, place=last)


def excused(problem: Any, visited: list[Place]) -> Judgement:
    return Judgement(Verdict.NOT_APPLICABLE, problem.capability, problem.reason)


def skipped(problem: Any, visited: list[Place]) -> Judgement:
    return Judgement(Verdict.NOT_RUN, problem.cause, problem.reason)


def misasked(problem: Any, visited: list[Place]) -> Judgement:
    return Judgement(Verdict.ERROR, "bad-probe", str(problem))


def broken(problem: BaseException, visited: list[Place]) -> Judgement:
    return Judgement(Verdict.ERROR, "suite-error", f"{type(problem).__name__}: {problem}")


SENTENCES: dict[type, Callable[[Any, list[Place]], Judgement]] = {
    AssertionError: violated,
    NotEstablished: missing,
    NotApplicable: excused,
    NotRun: skipped,
    BadProbe: misasked,
}


def exchanges_of(value: Any) -> Iterator[Exchange]:
    """The exchanges in what a check reads: one, those a thing says it rests on (`exchanges`), or those of many."""
    if isinstance(value, Exchange):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from exchanges_of(item)
    elif (rested_on := getattr(value, "exchanges", None)) is not None:
        yield from rested_on
    elif isinstance(value, Mapping):
        yield from exchanges_of(tuple(value.values()))
