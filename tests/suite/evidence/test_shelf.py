"""What was read of answers is kept for the latest ones; what is gone is read once more."""

from __future__ import annotations

import json

from oaic_suite.evidence import shelf
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.shelf import Shelf, forget

BODY = json.dumps({"object": "list", "data": []}).encode()


def reply(name):
    return Reply(Exchange(name, Request("GET", "/v1/models", operation="listModels"), 200, body=BODY))


def test_the_latest_stay_and_the_others_are_read_again(monkeypatch):
    monkeypatch.setattr(shelf, "ROOM", 2 * len(BODY))
    kept, replies = Shelf(), [reply(name) for name in "abc"]
    values = [each.json for each in replies]
    for each in (replies[0], replies[1], replies[0], [replies[2]]):
        kept.reach(each)
    assert [each.json is value for each, value in zip(replies, values, strict=True)] == [True, False, True]
    assert [each.json for each in replies] == values


def test_one_that_is_larger_than_the_room_stays(monkeypatch):
    monkeypatch.setattr(shelf, "ROOM", 1)
    kept, large = Shelf(), reply("a")
    value = large.json
    kept.reach(large)
    assert large.json is value


def test_a_client_that_gave_what_is_no_evidence_is_left_alone():
    Shelf().reach([None, {"a": 1}, "text"])


def test_what_was_read_of_the_request_goes_with_it():
    asked = Request("POST", "/v1/chat/completions", body=b'{"n": 2}', operation="createChatCompletion")
    seen = Reply(Exchange("a", asked, 200, body=BODY))
    before = asked.json
    forget(seen)
    assert (asked.json == before, asked.json is before) == (True, False)
