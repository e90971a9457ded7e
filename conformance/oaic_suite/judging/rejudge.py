"""Judges exchanges that came from elsewhere: recordings, or the evidence of an older run.

Only checks that read a single exchange are asked, and only where that exchange kept what they read.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.ownership import concerns
from oaic_suite.evidence.views import VIEWS, seen_as
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.conversation import kind_of
from oaic_suite.judging.judge import Judgement, judge
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.verdict import Verdict


@functools.cache
def about(kind: str, operation: str | None) -> list[Requirement]:
    """The rows that may be asked about an exchange nobody held a conversation for, by how they see it."""
    rows = [each for each in catalogue().values() if not each.only and concerns(each.on, operation)]
    return [requirement for requirement in rows if kind_of(requirement) == kind]


def concerned(exchange: Exchange, kind: str = "") -> Iterator[Requirement]:
    """Those that may be asked about this one, as what it is, or as what it is seen as."""
    for requirement in about(kind or seen_as(exchange), exchange.request.operation):
        if requirement.when is None or requirement.when(exchange.request.json):
            yield requirement


def rejudge(exchange: Exchange) -> Iterator[tuple[Requirement, Judgement]]:
    evidence = VIEWS[seen_as(exchange)](exchange)
    for requirement in concerned(exchange):
        judged = judge(requirement, {requirement.arguments[0]: evidence})
        if judged.verdict is not Verdict.NOT_RUN:
            yield requirement, judged
