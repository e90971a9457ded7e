"""What a witness's red row follows from: a requirement that its own exchanges break.

The bytes are judged first. What a client makes of them is told under what is wrong with them: a status before a
shape, a MUST before a SHOULD; where it parses a text, that this is the JSON asked for before all of the kind. Where
nothing is wrong, the row stands for itself. A client that raises stops reading: what must have come by the end is not
missed in what it left, but for a stream that has said its terminator.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.views import VIEWS, seen_as
from oaic_suite.judging.judge import Judgement, failed
from oaic_suite.judging.rejudge import concerned
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.profile import is_witness
from oaic_suite.judging.settling.convicting import tells
from oaic_suite.judging.verdict import SCORED, Verdict

PARSES = ".parse"  # in the ids of rows about clients that make an object of a text
PARSED = ("structured.", "responses.structured.")  # the rows about such texts


def traced(requirement: Requirement, judged: Judgement) -> Judgement:
    """The same with its cause."""
    if judged.verdict is not Verdict.FAIL or not is_witness(requirement.id):
        return judged
    first = PARSED if PARSES in requirement.id else ()
    found = (id for exchange in judged.evidence for id in broken_by(exchange, first))
    return replace(judged, cause=next(found, None))


def broken_by(exchange: Exchange, first: tuple[str, ...]) -> Iterator[str]:
    """The scored requirements that an exchange fails, the gravest first; of equals those whose ids begin as told."""
    evidence = VIEWS[seen_as(exchange)](exchange)
    asked = [each for each in concerned(exchange) if each.level in SCORED and not is_witness(each.id)]
    whole = tells(exchange) or (isinstance(evidence, Stream) and evidence.terminators)
    asked = [each for each in asked if whole or not each.at_end]
    for each in sorted(asked, key=lambda each: (*each.gravity[:2], not each.id.startswith(first), each.gravity)):
        if failed(each, evidence):
            yield each.id
