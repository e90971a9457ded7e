"""Responses as the checks read them: one fact has one level, wherever a response is told."""

from __future__ import annotations

import json
from contextlib import closing

import hostile
import pytest
from hostile import always
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.target import Target
from oaic_suite.checks.responses.options import told_too_few
from oaic_suite.checks.responses.readings.calls import uncalled
from oaic_suite.checks.responses.readings.outcome import SHOULD_HAVE, told_again
from oaic_suite.checks.responses.readings.pages import promised
from oaic_suite.checks.responses.reasoning import require_words
from oaic_suite.checks.responses.surface import CREATE, RETRIEVE
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.conversation import CONVERSATIONS, kind_of
from oaic_suite.judging.verdict import SHOULD

catalogue()  # the conversations


def fetched(**members):
    body = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m", "output": []} | members
    return Reply(Exchange("x1", Request("GET", "http://x", operation=RETRIEVE), 200, body=json.dumps(body).encode()))


ITEM, ANSWER = {"type": "reasoning", "id": "rs_1"}, {"type": "function_call", "id": "fc_1"}


def streamed(item, ending="response.completed", output_tokens=9):
    """A stream of one item, asked for within 64 tokens."""
    done = {"type": "response.output_item.done", "output_index": 0, "item": item}
    ended = {"type": ending, "response": {"usage": {"output_tokens": output_tokens}}}
    body = b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in (done, ended))
    asked = json.dumps({"stream": True, "max_output_tokens": 64}).encode()
    return Stream(Exchange("x1", Request("POST", "http://x", body=asked, operation=CREATE), 200, body=body))


def test_a_call_that_must_come_is_missed_in_a_stream():
    assert uncalled(streamed(ANSWER)) == []
    assert len(uncalled(streamed(ITEM))) == 1


@pytest.mark.parametrize(
    "cut", [streamed(ITEM, "response.incomplete"), streamed(ITEM, output_tokens=64)], ids=["said", "by its count"]
)
def test_a_limit_that_was_spent_on_thoughts_leaves_no_room_for_a_call(cut):
    with pytest.raises(NotEstablished):
        uncalled(cut)


@pytest.mark.parametrize("stream", [streamed(ITEM), streamed({}, "response.created")], ids=["no response", "no id"])
def test_a_stream_without_an_id_says_none_to_ask_by(stream):
    with pytest.raises(NotEstablished):
        stream.id_at("response", "id")


def refusing_to_cancel(status):
    def answered(asked):
        told = always(400, b"{}") if asked.method == "POST" else always(200, json.dumps({"status": status}).encode())
        yield from told(asked)

    return answered


@pytest.mark.parametrize(("status", "excused"), [("completed", True), ("in_progress", False)])
def test_what_was_done_need_not_be_cancelled(status, excused):
    begun = Reply(Exchange("x1", Request("POST", "http://x", operation=CREATE), 200, body=b'{"id": "resp_1"}'))
    with hostile.serving(refusing_to_cancel(status)) as url, closing(Client(Deadlines.within(30.0))) as client:
        cancelled = CONVERSATIONS["cancelled_response"]
        if excused:
            with pytest.raises(NotApplicable):
                cancelled(target=Target(url, client), begun_response=begun)
        else:
            assert cancelled(target=Target(url, client), begun_response=begun).outcome == 400


def thinking(**thought):
    body = {"output": [{"type": "reasoning", "id": "rs_1", **thought}]}
    return Reply(Exchange("x1", Request("POST", "http://x", operation=CREATE), 200, body=json.dumps(body).encode()))


@pytest.mark.parametrize("thought", [{"summary": []}, {"summary": [], "content": None, "encrypted_content": "gAAA"}])
def test_a_thought_without_words_need_not_count(thought):
    with pytest.raises(NotApplicable):
        require_words(thinking(**thought))


def test_a_thought_with_words_counts():
    require_words(thinking(summary=[{"type": "summary_text", "text": "Hm."}]))
    require_words(thinking(summary=[], content=[{"type": "reasoning_text", "text": "Hm."}]))


def measured(*alternatives):
    """A response of a token for each number of alternatives."""
    tokens = [{"token": "a", "top_logprobs": [{"token": "b"}] * number} for number in alternatives]
    part = {"type": "output_text", "text": "a", "logprobs": tokens}
    body = json.dumps({"output": [{"type": "message", "content": [part]}]}).encode()
    asked = json.dumps({"top_logprobs": 2}).encode()
    return Reply(Exchange("x1", Request("POST", "http://x", body=asked, operation=CREATE), 200, body=body))


@pytest.mark.parametrize(("alternatives", "wrong"), [((2, 2), 0), ((2, 1), 0), ((1, 1), 1), ((2, 0), 1)])
def test_a_token_may_have_fewer_alternatives_than_asked_for(alternatives, wrong):
    """The service itself says that in rare cases there are fewer."""
    assert len(told_too_few(measured(*alternatives))) == wrong


def test_alternatives_of_no_token_are_not_established():
    with pytest.raises(NotEstablished):
        told_too_few(measured())


def pointers(response):
    return {found.place.pointer for found in told_again(response)}


def test_what_a_response_only_should_have_is_what_no_must_owns():
    owned = [
        place
        for each in catalogue().values()
        if each.on == CREATE and each.level is SHOULD and kind_of(each) == "reply"
        for place in each.owns
    ]
    assert sorted(SHOULD_HAVE) == sorted(place for place in owned if place.startswith("/"))


def test_what_is_told_again_is_held_to_what_a_response_must_have():
    found = pointers(fetched(metadata=None, instructions=None))
    assert not found & {"/status", "/error", "/incomplete_details", "/usage"}
    assert found >= {"/tools", "/tool_choice"}
    assert pointers(fetched(tools=7)) - found == {"/metadata", "/instructions"}


def pages(*told):
    return [fetched(object="list", data=[{"id": id} for id in ids], has_more=more) for ids, more in told]


def test_a_promise_is_broken_where_nothing_follows_and_unknown_where_the_end_was_not_read():
    assert promised(pages((["a"], True), (["b"], False))) == []
    assert [len(promised(pages(*told))) for told in ([([], True)], [(["a"], True), ([], False)])] == [1, 1]
    with pytest.raises(NotEstablished):
        promised(pages((["a"], True), (["b"], True)))
