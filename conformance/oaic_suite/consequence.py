"""What a witness's red row follows from: the first requirement that its own exchanges break.

The bytes are judged first. What a client makes of them is told under what is wrong with them; where nothing
is, the row stands for itself.
"""

from __future__ import annotations

from dataclasses import replace

from oaic_suite.exchange import Exchange
from oaic_suite.judge import Judgement
from oaic_suite.profile import is_witness
from oaic_suite.rejudge import rejudge
from oaic_suite.requirement import Requirement
from oaic_suite.verdict import SCORED, Verdict


def traced(made: Requirement, judged: Judgement) -> Judgement:
    if judged.verdict is not Verdict.FAIL or not is_witness(made.id):
        return judged
    found = [broken for exchange in judged.evidence for broken in broken_by(exchange)]
    found.sort(key=lambda requirement: SCORED.index(requirement.level))
    return replace(judged, cause=found[0].id) if found else judged


def broken_by(exchange: Exchange) -> list[Requirement]:
    """The scored requirements that an exchange fails."""
    if exchange.request.operation is None:
        return []
    return [
        requirement
        for requirement, judged in rejudge(exchange)
        if judged.verdict is Verdict.FAIL and requirement.level in SCORED
    ]
