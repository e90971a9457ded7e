"""Responses as the checks read them: one fact has one level, wherever a response is told."""

from __future__ import annotations

import json

from oaic_suite.checks.responses.readings.outcome import SHOULD_HAVE, told_again
from oaic_suite.checks.responses.surface import CREATE, RETRIEVE
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.conversation import kind_of
from oaic_suite.judging.verdict import SHOULD


def fetched(**members):
    body = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m", "output": []} | members
    return Reply(Exchange("x1", Request("GET", "http://x", operation=RETRIEVE), 200, body=json.dumps(body).encode()))


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
