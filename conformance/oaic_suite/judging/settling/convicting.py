"""What an exchange shows beside what it was asked for: every row it concerns judges it, and may only convict.

A row that passes on such an exchange is not praised for it, and one that cannot be settled by it is not opened.
Left out is what says nothing of the kind: an answer that is not whole or that we left, a request whose body we
made unreadable or whose method is not that of its operation, an answer to what was to be refused, and what a
conversation keeps apart. What no two answers may share is asked of all of them together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from oaic_spec import contract

from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.shelf import forget
from oaic_suite.evidence.views import VIEWS, seen_as
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.conversation import Key, spoken
from oaic_suite.judging.document import run_json
from oaic_suite.judging.document.record import exchange_record, record_of
from oaic_suite.judging.judge import Judgement, failed, passes
from oaic_suite.judging.rejudge import concerned
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.resumed import ELSEWHERE

OK = 200
Pair = tuple[str, str]  # a requirement and an exchange, by id
Conviction = tuple[run_json.Judged, run_json.Exchange]


@dataclass(frozen=True)
class Exchanged:
    """An exchange of a run, and the conversation it belongs to; the survey's belong to none."""

    exchange: Exchange
    key: Key | None = None
    apart: bool = False  # whether that conversation keeps it from all other rows
    to_be_refused: bool = False  # then an answer is one to what should not have been asked

    @property
    def by(self) -> str:
        return spoken(self.key) if self.key else "the survey"

    @property
    def kind(self) -> str:
        """How it is seen: of what was to be refused, an error in the body of a success is a refusal too."""
        return "refusal" if self.to_be_refused and is_veiled(self.exchange) else seen_as(self.exchange)

    @property
    def tells(self) -> bool:
        refused = self.kind == "refusal"
        amiss = not refused and (self.to_be_refused or not lawful(self.exchange.request))
        return not self.apart and not amiss and tells(self.exchange)


def convictions(
    asked: Iterable[Exchanged], judged: Collection[Pair], rows: Collection[str] | None = None
) -> Iterator[tuple[Requirement, Exchanged, Judgement]]:
    """The rows that fail on an exchange which they did not ask for; `rows`: those of the run, or all."""
    telling: list[Exchanged] = []
    for each in asked:
        evidence = VIEWS[each.kind](each.exchange)
        if each.tells:
            telling.append(each)
            for requirement in unjudged(each, judged, rows):
                if found := failed(requirement, evidence):
                    yield requirement, each, found
        forget(evidence)
    yield from collisions(telling, rows)


def collisions(
    telling: Sequence[Exchanged], rows: Collection[str] | None
) -> Iterator[tuple[Requirement, Exchanged, Judgement]]:
    """The rows about what no two answers share that fail on all answers of this process together."""
    for requirement in catalogue().values():
        if requirement.among and (rows is None or requirement.id in rows):
            found = failed(requirement, together(requirement, telling))
            if found and found.place:
                yield requirement, next(each for each in telling if each.exchange.id == found.place.exchange), found


def together(requirement: Requirement, telling: Sequence[Exchanged]) -> list[Evidence]:
    """The answers such a row concerns, but for those of which it can say nothing by themselves."""
    views = [
        VIEWS[requirement.among](each.exchange)
        for each in telling
        if seen_as(each.exchange) == requirement.among and each.exchange.request.operation == requirement.on
    ]
    return [view for view in views if passes(requirement, [view])]


def unjudged(each: Exchanged, judged: Collection[Pair], rows: Collection[str] | None) -> Iterator[Requirement]:
    """The rows an exchange concerns that are part of the run and have not judged it themselves."""
    for requirement in concerned(each.exchange, each.kind):
        if (rows is None or requirement.id in rows) and (requirement.id, each.exchange.id) not in judged:
            yield requirement


def recorded(
    asked: Iterable[Exchanged], judged: Collection[Pair], rows: Collection[str], redactor: Redactor
) -> Iterator[Conviction]:
    told: dict[str, run_json.Exchange] = {}  # each once: an exchange may convict dozens of rows
    for requirement, each, judgement in convictions(asked, judged, rows):
        record = record_of(requirement.id, f"{ELSEWHERE}{each.by}", judgement, redactor)
        if each.exchange.id not in told:
            told[each.exchange.id] = exchange_record(each.exchange, redactor)
        yield record, told[each.exchange.id]


def lawful(request: Request) -> bool:
    """Whether the contract has nothing against what was asked: what is answered all the same is answered anyhow."""
    operation = contract().operations.get(request.operation or "")
    return operation is None or operation.request is None or operation.request.accepts(request.json)


def is_veiled(exchange: Exchange) -> bool:
    """Whether a refusal has the status of a success."""
    refusal = Refusal(exchange)
    return exchange.ended == "complete" and exchange.status == OK and bool(refusal.hidden or refusal.streamed)


def tells(exchange: Exchange) -> bool:
    operation = contract().operations.get(exchange.request.operation or "")
    whole = exchange.ended == "complete" and exchange.status is not None
    as_asked = operation is not None and operation.method == exchange.request.method
    return whole and as_asked and (exchange.request.body is None or bool(exchange.request.json))
