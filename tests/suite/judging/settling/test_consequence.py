"""A red row of a witness is told under the first requirement that its own bytes break."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hostile import chat, chunks, frame
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.judge import Judgement
from oaic_suite.judging.settling.consequence import traced
from oaic_suite.judging.verdict import Verdict

BODY = json.dumps({"model": "m-1", "messages": [{"role": "user", "content": "Say hello."}]}).encode()
REQUEST = Request("POST", "http://t/v1/chat/completions", (), BODY, "createChatCompletion")


def told(id="sdk.chat.reply", verdict=Verdict.FAIL, **changes):
    body = json.dumps(chat() | changes).encode()
    headers = (("content-type", "application/json"),)
    return traced(catalogue()[id], Judgement(verdict, evidence=(Exchange("x1", REQUEST, 200, headers, body),))).cause


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"choices": None}, "chat.reply.choices"),
        ({"object": "chat"}, "chat.reply.object"),
        ({"choices": None, "object": "chat"}, "chat.reply.choices"),
        ({}, None),
    ],
)
def test_the_bytes_are_judged_first(changes, cause):
    assert told(**changes) == cause


def test_a_text_that_is_no_json_is_told_first_to_who_parses_it():
    """Whatever else is wrong: `.parse()` raises for the text."""
    asked = {"response_format": {"type": "json_object"}}
    request = replace(REQUEST, body=json.dumps(json.loads(BODY) | asked).encode())
    body = json.dumps(chat() | {"object": "chat"}).encode()
    exchange = Exchange("x1", request, 200, (("content-type", "application/json"),), body)
    judged = Judgement(Verdict.FAIL, evidence=(exchange,))
    assert traced(catalogue()["sdk.chat.parse"], judged).cause == "structured.reply.json"
    assert traced(catalogue()["sdk.chat.reply"], judged).cause == "chat.reply.object"


def test_what_did_not_fail_follows_from_nothing():
    assert told(verdict=Verdict.PASS, choices=None) is None


def test_a_row_that_is_no_witness_stands_for_itself():
    assert told("chat.reply.message", choices=None) is None


# --- what a client left ----------------------------------------------------------------------------------


def streamed(*frames, ended="left"):
    body = json.dumps(json.loads(BODY) | {"stream": True}).encode()
    request = Request("POST", "http://t/v1/chat/completions", (), body, "createChatCompletion")
    headers = (("content-type", "text/event-stream"),)
    exchange = Exchange("x1", request, 200, headers, b"".join(map(frame, frames)), ended=ended)
    return traced(catalogue()["sdk.chat.stream"], Judgement(Verdict.FAIL, evidence=(exchange,))).cause


def test_of_what_a_client_left_nothing_is_missing_at_the_end():
    """It raised, and read no further: that no terminator came says nothing."""
    assert streamed(*chunks("Hel", "lo")) is None
    assert streamed(*chunks("Hel", "lo"), ended="complete") in ("chat.stream.done", "chat.stream.outcome")


def test_of_what_said_its_terminator_something_may_be_missing_at_the_end():
    whole, cut = chunks("Hel", "lo"), [each for each in chunks("Hel", "lo") if not finishes(each)]
    assert [streamed(*some, b"[DONE]") for some in (whole, cut)] == [None, "chat.stream.finished"]


def finishes(chunk):
    return any(choice["finish_reason"] for choice in chunk["choices"])


def test_what_stands_in_a_frame_counts_all_the_same():
    broken, *rest = chunks("Hel", "lo")
    assert streamed(broken | {"object": "chunk"}, *rest) == "chat.stream.object"
