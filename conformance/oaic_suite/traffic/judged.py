"""Entries of traffic, judged by every row that they concern and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.evidence.exchange import ANSWERED, Exchange
from oaic_suite.evidence.views import VIEWS, seen_as
from oaic_suite.judging.document.record import exchange_record, record_of
from oaic_suite.judging.document.run_json import Judged
from oaic_suite.judging.judge import Judgement, judge
from oaic_suite.judging.rejudge import concerned
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.settling.convicting import Exchanged
from oaic_suite.judging.verdict import VerdictWord
from oaic_suite.traffic.addressed import addressed
from oaic_suite.traffic.calls import counted
from oaic_suite.traffic.exchanged import exchange_of
from oaic_suite.traffic.heard import Entry, Misheard
from oaic_suite.traffic.secrets import fit_to_write, redactor_of, secrets_of
from oaic_suite.traffic.tally import FOREIGN, GRAVE, JUDGED, UNFINISHED, UNLAWFUL, UNREADABLE, Tally

Numbered = tuple[str, Entry]  # by the file it stands in, and its number there
LONGEST = 100  # characters of a reason


@dataclass(frozen=True)
class Asked:
    """What of the traffic is to be judged, and by what."""

    base_url: str | None = None
    prefixes: tuple[str, ...] = ()

    def wants(self, requirement: Requirement) -> bool:
        return not self.prefixes or requirement.id.startswith(self.prefixes)


def tally(entries: Sequence[Numbered], asked: Asked) -> Tally:
    found = Tally()
    for id, entry in entries:
        take(found, id, entry, asked)
    return found


def take(found: Tally, id: str, entry: Entry, asked: Asked) -> None:
    if isinstance(entry, Misheard):
        found.heard[UNREADABLE] += 1
        found.why[entry.why[:LONGEST]] += 1
        return
    exchange = exchange_of(entry, id, asked.base_url)
    became = what_becomes_of(exchange)
    found.heard[became] += 1
    if exchange is not None and became == JUDGED:
        note(found, exchange, asked)
        judge_all(found, exchange, asked)


def what_becomes_of(exchange: Exchange | None) -> str:
    if exchange is None:
        return FOREIGN
    if exchange.ended not in ANSWERED:
        return UNFINISHED
    return JUDGED if Exchanged(exchange).tells else UNLAWFUL


def note(found: Tally, exchange: Exchange, asked: Asked) -> None:
    """Whom it was asked, and with which model; what in it is secret."""
    where = addressed(exchange.request.method, exchange.request.url, asked.base_url)
    found.bases[where.base if where else ""] += 1
    if isinstance(model := exchange.request.get("model"), str):
        found.models[model[:LONGEST]] += 1
    found.secrets |= secrets_of(exchange)


def judge_all(found: Tally, exchange: Exchange, asked: Asked) -> None:
    evidence = VIEWS[seen_as(exchange)](exchange)
    redactor, is_shown = redactor_of(exchange), False
    for requirement in filter(asked.wants, concerned(exchange)):
        judgement = judge(requirement, {requirement.arguments[0]: evidence})
        verdict: VerdictWord = judgement.verdict.value
        found.count(requirement.id, verdict)
        if found.shows(requirement.id, verdict):
            found.show(shown(requirement, judgement, exchange, redactor))
            is_shown = is_shown or verdict in GRAVE
    found.calls += counted(evidence)
    if is_shown or found.wants(exchange.request.method, exchange.request.url, exchange.status):
        found.exchanges[exchange.id] = exchange_record(fit_to_write(exchange), redactor)


def shown(requirement: Requirement, judgement: Judgement, exchange: Exchange, redactor: Redactor) -> Judged:
    """A judgement to be told; one that holds needs no evidence."""
    told = judgement if judgement.verdict.value in GRAVE else replace(judgement, evidence=(), place=None)
    return record_of(requirement.id, exchange.id, told, redactor)
