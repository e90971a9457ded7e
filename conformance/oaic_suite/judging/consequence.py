"""What a witness's red row follows from: the first requirement that its own exchanges break.

The bytes are judged first. What a client makes of them is told under what is wrong with them; where nothing
is, the row stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.views import VIEWS
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.judge import Judgement, judge
from oaic_suite.judging.profile import is_witness
from oaic_suite.judging.rejudge import applies, seen_as
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.verdict import SCORED, Level, Verdict


def traced(requirement: Requirement, judged: Judgement) -> Judgement:
    """The same with its cause: the graver, the rather."""
    if judged.verdict is not Verdict.FAIL or not is_witness(requirement.id):
        return judged
    found = (id for level in SCORED for exchange in judged.evidence for id in broken_by(exchange, level))
    return replace(judged, cause=next(found, None))


def broken_by(exchange: Exchange, level: Level) -> Iterator[str]:
    """The requirements of a level that an exchange fails; a large one takes long, so no more are asked than wanted."""
    evidence = VIEWS[seen_as(exchange)](exchange)
    asked = (
        requirement
        for requirement in catalogue().values()
        if requirement.level is level and applies(requirement, exchange)
    )
    yield from (
        requirement.id
        for requirement in asked
        if judge(requirement, {requirement.arguments[0]: evidence}).verdict is Verdict.FAIL
    )
