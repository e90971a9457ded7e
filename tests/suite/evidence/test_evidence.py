"""What a check reads is there, or somebody is to blame for it."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace

import pytest
from oaic_suite.evidence.exchange import EVERYTHING, Exchange, Request
from oaic_suite.evidence.place import ABSENT, trail
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished, NotRun
from oaic_suite.judging.catalogue import catalogue

catalogue()  # who is to blame is read from the checks
ENTRY = {"id": "m", "object": "model", "created": 1, "owned_by": "me"}


def reply(value, status=200, kind=Reply, **more):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    request = Request("GET", "http://t/v1/models", (), None, "listModels")
    return kind(Exchange(f"e-{uuid.uuid4()}", request, status, body=body, **more))


def listing(*entries, **more):
    return reply({"object": "list", "data": [*entries], **more})


def blamed(read):
    with pytest.raises(NotEstablished) as problem:
        read()
    return problem.value.blocked_by, problem.value.reason


def pointers(findings):
    return [finding.place.pointer for finding in findings]


# --- how it ended --------------------------------------------------------------------------------------------


def test_a_whole_answer_has_its_status():
    assert reply({}).outcome == 200


def test_a_broken_answer_says_how_it_broke():
    assert reply(b"{", ended="reset").outcome == "reset"
    assert reply(b"{", status=None, ended="timeout", note="nothing came").outcome == "timeout: nothing came"


def test_a_key_that_nobody_sent_settles_nothing():
    """A client has one: it would have been answered, or refused for another reason."""
    refused = reply({}, status=401)
    assert blamed(lambda: refused.outcome)[0] == "key"
    assert reply({}, status=401, kind=Refusal).outcome == 401
    sent = replace(refused.exchange.request, headers=(("Authorization", "Bearer sk"),))
    assert Reply(replace(refused.exchange, request=sent)).outcome == 401
    asked_before = replace(refused.exchange.request, method="OPTIONS")
    assert Reply(replace(refused.exchange, request=asked_before)).outcome == 401


def test_a_rate_limit_settles_nothing():
    assert blamed(lambda: reply({}, status=429).outcome) == (
        "rate-limited",
        "the server limits the rate of requests (429)",
    )


@pytest.mark.parametrize(
    ("broken", "blocked_by", "reason"),
    [
        (reply(b"{", ended="reset"), "models.list.status", "no complete answer: reset"),
        (reply({}, status=404), "models.list.status", "the answer has status 404"),
        (reply(b"<html>"), "models.list.json", "the body is not JSON: begins `<html>`"),
    ],
    ids=["reset", "status", "html"],
)
def test_the_body_of_what_is_none_is_blamed_on_its_owner(broken, blocked_by, reason):
    assert blamed(lambda: broken.json) == (blocked_by, reason)


def test_a_refusal_is_expected_to_refuse():
    assert reply({"error": {}}, status=404, kind=Refusal).json == {"error": {}}
    with pytest.raises(NotApplicable, match="the request is not refused: it is answered with 200"):
        _ = reply({}, kind=Refusal).json


def test_what_was_not_kept_is_not_asked_for():
    kept = reply({}, kept=EVERYTHING - {"headers"})
    with pytest.raises(NotRun, match="the exchange kept no headers"):
        kept.header("x")


def test_a_header_that_is_not_there_is_empty():
    assert reply({}, headers=(("X-A", "1"), ("x-a", "2"))).header("x-a") == "1, 2"
    assert reply({}).header("x-a") == ""


# --- values --------------------------------------------------------------------------------------------------


def test_at_goes_all_the_way_or_not_at_all():
    assert listing(ENTRY).at("data", 0, "id") == "m"
    assert blamed(lambda: listing().at("data", 0, "id")) == ("models.list.data", "there is nothing at /data/0")
    assert blamed(lambda: listing({}).at("data", 0, "id")) == ("models.list.id", "there is nothing at /data/0/id")


def test_get_may_find_nothing_at_its_last_step():
    assert listing({}).get("data", 0, "id") is ABSENT
    assert blamed(lambda: listing().get("data", 0, "id"))[1] == "there is nothing at /data/0"


def test_each_finds_something():
    assert [found.value for found in listing(ENTRY, ENTRY | {"id": "n"}).each("/data/*/id")] == ["m", "n"]
    assert blamed(lambda: listing().each("/data/*/id")) == ("models.list.id", "there is nothing at /data/*/id")


def test_an_array_is_one():
    assert blamed(lambda: reply({"data": {}}).array("data")) == ("models.list.data", "there is no array at /data")


def test_an_entry_is_found_by_a_member():
    assert listing(ENTRY, {"id": "n"}).entry("id", "n", "data") == {"id": "n"}
    assert blamed(lambda: listing(ENTRY).entry("id", "x", "data")) == (None, "no element at /data has id 'x'")


def test_reading_leaves_a_trail():
    with trail() as places:
        listing(ENTRY).at("data", 0, "id")
    assert places[-1].pointer == "/data/0/id"


# --- the contract ----------------------------------------------------------------------------------------------


def test_problems_stand_in_their_places():
    wrong = listing(ENTRY | {"created": "today"}, ENTRY, {"id": 7})
    assert pointers(wrong.problems("/data/*/created")) == ["/data/0/created", "/data/2/created"]
    assert pointers(wrong.problems("/data/*/id")) == ["/data/2/id"]
    assert wrong.problems("/object") == []


def test_no_problem_where_there_is_nothing_is_not_established():
    assert blamed(lambda: listing().problems("/data/*/id")) == ("models.list.data", "there is nothing below /data/*")


def test_the_residue_is_what_nobody_owns():
    """`/data/*/created` has a requirement of its own; a day of withdrawal that is no date has not."""
    wrong = listing(ENTRY | {"created": "today", "shutdown_date": 0})
    assert pointers(wrong.residue()) == ["/data/0/shutdown_date"]


def test_what_is_not_sound_is_blamed():
    wrong = listing(ENTRY, ENTRY | {"created": "today"})
    assert [found.value for found in wrong.sound("/data/*/id")] == ["m", "m"]
    assert blamed(lambda: wrong.sound("/data/*/created"))[0] == "models.list.created"


def test_nothing_below_an_unsound_place_is_sound():
    assert blamed(lambda: reply({"object": "list", "data": {"0": ENTRY}}).sound("/data/*/id"))[0] == "models.list.data"


# --- who is to blame -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "owner"),
    [({"include_usage": True}, "chat.stream.usage.details"), (None, "chat.stream.usage.present")],
    ids=["of what it is asked about", "of nothing else"],
)
def test_who_is_asked_about_some_requests_owns_places_of_those_alone(options, owner):
    body = json.dumps({"stream": True, "stream_options": options}).encode()
    request = Request("POST", "http://t/v1/chat/completions", (), body, "createChatCompletion")
    assert Stream(Exchange("e1", request, 200)).owner("/usage/prompt_tokens_details") == owner
