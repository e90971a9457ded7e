"""A red row of a witness is told under the first requirement that its own bytes break."""

from __future__ import annotations

import json

import pytest
from hostile import chat
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.consequence import traced
from oaic_suite.judging.judge import Judgement
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


def test_what_did_not_fail_follows_from_nothing():
    assert told(verdict=Verdict.PASS, choices=None) is None


def test_a_row_that_is_no_witness_stands_for_itself():
    assert told("chat.reply.message", choices=None) is None
