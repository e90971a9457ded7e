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
def by_kind() -> dict[str, list[Requirement]]:
    """The rows that may be asked about an exchange nobody held a conversation for, by how they see it."""
    found: dict[str, list[Requirement]] = {}
    for requirement in catalogue().values():
        if (kind := kind_of(requirement)) and not requirement.only:
            found.setdefault(kind, []).append(requirement)
    return found


def concerned(exchange: Exchange) -> Iterator[Requirement]:
    """Those that may be asked about this one."""
    for requirement in by_kind().get(seen_as(exchange), ()):
        if not concerns(requirement.on, exchange.request.operation):
            continue
        if requirement.when is None or requirement.when(exchange.request.json):
            yield requirement


def rejudge(exchange: Exchange) -> Iterator[tuple[Requirement, Judgement]]:
    evidence = VIEWS[seen_as(exchange)](exchange)
    for requirement in concerned(exchange):
        judged = judge(requirement, {requirement.arguments[0]: evidence})
        if judged.verdict is not Verdict.NOT_RUN:
            yield requirement, judged
