"""What counts as saying something, whole and streamed."""

from __future__ import annotations

import json

import pytest
from oaic_suite.checks.chat.readings.silence import nothing_said
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable

CHAT = "createChatCompletion"
JSON, EVENTS = ("content-type", "application/json"), ("content-type", "text/event-stream")
SOMETHING = {
    "text": {"content": "Hello."},
    "a refusal": {"refusal": "No."},
    "a call": {"tool_calls": [{"index": 0, "id": "call_1", "type": "function", "function": {"name": "ring"}}]},
    "sound": {"audio": {"id": "audio_1"}},
    "reasoning": {"reasoning_content": "The user greets me."},
    "reasoning by its other name": {"reasoning": "The user greets me."},
}
NOTHING = {"an empty text": {"content": ""}, "empty lists": {"tool_calls": [], "audio": None}}


def whole(*, finish_reason="stop", **message):
    choice = {"index": 0, "message": {"role": "assistant", "content": "", **message}, "finish_reason": finish_reason}
    return Reply(
        Exchange("1", Request("POST", "", operation=CHAT), 200, (JSON,), json.dumps({"choices": [choice]}).encode())
    )


def streamed(*, finish_reason="stop", **delta):
    opened = {"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}
    said = {"index": 0, "delta": delta, "finish_reason": None}
    ended = {"index": 0, "delta": {}, "finish_reason": finish_reason}
    events = [json.dumps({"choices": [choice]}) for choice in (opened, said, ended)] + ["[DONE]"]
    body = "".join(f"data: {event}\n\n" for event in events).encode()
    return Stream(Exchange("1", Request("POST", "", operation=CHAT), 200, (EVENTS,), body))


@pytest.mark.parametrize("answer", [whole, streamed])
@pytest.mark.parametrize("said", SOMETHING.values(), ids=SOMETHING)
def test_something_is_said(answer, said):
    assert nothing_said(answer(**said)) == []


@pytest.mark.parametrize("answer", [whole, streamed])
@pytest.mark.parametrize("said", NOTHING.values(), ids=NOTHING)
def test_nothing_is_said(answer, said):
    (found,) = nothing_said(answer(**said))
    assert (found.expected, found.place.pointer.rpartition("/")[2]) == ("something said", "content")


@pytest.mark.parametrize("answer", [whole, streamed])
def test_an_answer_cut_short_may_not_have_begun(answer):
    """A model that reasons in silence may reach its limit before it says a word."""
    with pytest.raises(NotApplicable):
        nothing_said(answer(finish_reason="length"))


def test_content_of_null_is_not_an_empty_text():
    with pytest.raises(NotApplicable):
        nothing_said(whole(content=None))
