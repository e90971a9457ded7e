"""What our own readers say that the Node SDK should have given."""

from __future__ import annotations

import json

import pytest
from oaic_suite.checks.sdk_node.readings import ran
from oaic_suite.clients.testimony import Heard
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotEstablished

WEATHER = {"name": "get_weather", "arguments": {"city": "Paris"}}


def answer(id, **message):
    body = {"id": id, "model": "m", "usage": None, "choices": [{"message": message, "finish_reason": "stop"}]}
    return Exchange(id, Request("POST", "http://x"), 200, body=json.dumps(body).encode())


def calling(id):
    function = {"name": "get_weather", "arguments": json.dumps(WEATHER["arguments"])}
    return answer(id, content=None, tool_calls=[{"id": f"call_{id}", "type": "function", "function": function}])


def heard(*answers, calls=1, text="Sunny."):
    return Heard(answers, {"calls": [WEATHER] * calls, "text": text})


@pytest.mark.parametrize("times", [1, 2])
def test_a_model_may_call_more_than_once_before_it_answers(times):
    run = heard(*map(calling, "abc"[:times]), answer("z", content="Sunny."), calls=times)
    assert run.misread(ran(run)) == []


def test_a_call_that_was_not_made_is_missed():
    run = heard(calling("a"), calling("b"), answer("z", content="Sunny."), calls=1)
    assert run.misread(ran(run)) != []


@pytest.mark.parametrize(
    "answers",
    [(calling("a"), calling("b")), (answer("a", content="Sunny."),)],
    ids=["calls on and on", "calls nothing"],
)
def test_what_the_model_does_not_show_is_not_established(answers):
    run = heard(*answers)
    with pytest.raises(NotEstablished):
        run.misread(ran(run))
