"""Where conversations are held: what one saw before it gave up is evidence too."""

from __future__ import annotations

import hostile
from hostile import answer, error, honest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.target import Target
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import Verdict


def failing(asked):
    if asked.path == "/v1/chat/completions":
        yield answer(500, error("No."))
    else:
        yield from honest(asked)


def test_a_conversation_that_gives_up_shows_the_answer_that_made_it():
    with hostile.serving(failing) as url:
        target = Target(url, Client(Deadlines.within(20.0)), model_id="parrot-1")
        stage = Stage(target)
        judged = stage.judge(catalogue()["chat.messages.round-trip"], {})
        target.client.close()
    assert judged.verdict is Verdict.INCONCLUSIVE
    assert [exchange.status for exchange in judged.evidence] == [500]
    assert [each.exchange for each in stage.asked] == list(judged.evidence)
