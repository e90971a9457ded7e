"""What a request that may be read or refused comes to: a failure is neither, and a refusal has its envelope."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from oaic_suite.checks.headers.retry import to_try_again
from oaic_suite.checks.http.readings import in_time
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.unsettled import NotEstablished

ENVELOPE = {"error": {"message": "No.", "type": "invalid_request_error", "param": None, "code": None}}


def refusal(status=400, body=ENVELOPE, ended="complete"):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Refusal(Exchange("e1", Request("POST", "http://t"), status, body=content, ended=ended))


OUTCOMES = {
    "answered": (refusal(200), []),
    "refused": (refusal(422), []),
    "a failure": (refusal(500), ["500"]),
    "not told to the end": (refusal(200, ended="reset"), ["reset"]),
    "no answer": (refusal(None, ended="timeout"), ["timeout"]),
}


@pytest.mark.parametrize(("found", "failures"), OUTCOMES.values(), ids=OUTCOMES)
def test_a_failure_is_neither_an_answer_nor_a_refusal(found, failures):
    assert [finding.observed for finding in found.failed] == failures


EXPLAINED = {
    "answered": (refusal(200, b"{}"), []),
    "in its envelope": (refusal(), []),
    "a failure": (refusal(502, b"<html>"), []),
    "in markup": (refusal(413, b"<html>"), [None]),
    "in another shape": (refusal(415, {"detail": "No."}), ["/error"]),
    "without a type": (refusal(415, {"error": {**ENVELOPE["error"], "type": 7}}), ["/error/type"]),
}


@pytest.mark.parametrize(("found", "pointers"), EXPLAINED.values(), ids=EXPLAINED)
def test_only_a_refusal_needs_an_envelope(found, pointers):
    assert [finding.place.pointer for finding in found.unexplained] == pointers


def test_what_may_be_granted_is_waited_for():
    late = replace(refusal(None, ended="timeout").exchange, unheard=("nothing came in time", "deadline"))
    with pytest.raises(NotEstablished):
        in_time(Refusal(late))
    assert in_time(refusal(None, ended="timeout")).failed != []


STREAMED = {"a refusal": (400, 1), "a refusal without its status": (200, 1), "a failure": (500, 0)}


@pytest.mark.parametrize(("status", "found"), STREAMED.values(), ids=STREAMED)
def test_a_failure_in_an_event_is_no_refusal_in_one(status, found):
    body = b"data: " + json.dumps(ENVELOPE).encode() + b"\n\n"
    headers = (("content-type", "text/event-stream"),)
    exchange = Exchange("e1", Request("POST", "http://t"), status, headers=headers, body=body)
    assert len(Refusal(exchange).streamed) == found


NAMED = {
    "the member": ("messages[0].content", True),
    "one above": ("messages", True),
    "its parent": ("messages[0]", True),
    "one beside": ("model", False),
    "the beginning of a name": ("messages[0].con", False),
    "another spelling": ("messages.0.content", False),
    "none": (None, False),
}


@pytest.mark.parametrize(("param", "right"), NAMED.values(), ids=NAMED)
def test_a_member_is_named_by_itself_or_by_one_above(param, right):
    asked = {"model": "m", "messages": [{"role": "user", "content": 7}]}
    request = Request("POST", "http://t", body=json.dumps(asked).encode(), operation="createChatCompletion")
    told = {"error": ENVELOPE["error"] | {"param": param}}
    found = Refusal(Exchange("e1", request, 400, body=json.dumps(told).encode()))
    assert (found.complaint, found.misnamed == []) == ("messages[0].content", right)


@pytest.mark.parametrize(("status", "heard"), [(400, ["true"]), (422, ["true"]), (500, []), (503, []), (200, [])])
def test_a_server_that_is_overloaded_may_ask_for_another_try(status, heard):
    asked = replace(refusal(status).exchange, headers=(("x-should-retry", "true"),))
    assert [found.value for found in to_try_again(Refusal(asked))] == heard
