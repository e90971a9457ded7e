"""What a client gave beside what the bytes hold: where the two differ, and what settles nothing."""

from __future__ import annotations

import json

import pytest
from oaic_suite.clients.testimony import Heard, Raised, differing
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import ABSENT, Place
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

AT = Place("x1", "")


def found(given, held):
    return [(f.place.pointer, f.expected, f.observed) for f in differing(given, held, AT)]


@pytest.mark.parametrize(
    ("given", "held", "differences"),
    [
        ({"a": [1, 2]}, {"a": [1, 2]}, []),
        ({"a": [1, 2]}, {"a": [1, 3]}, [("/a/1", "3", "2")]),
        ({"a": 1}, {"a": 1, "b": 2}, [("/b", "2", "nothing")]),
        ({"a": 1, "b": 2}, {"a": 1}, [("/b", "nothing", "2")]),
        ([1], [1, 2], [("/1", "2", "nothing")]),
        (1.0, 1, []),
        (True, 1, [("", "1", "True")]),
        ("1", 1, [("", "1", "'1'")]),
        (None, ABSENT, []),
        (None, None, []),
        (None, "", [("", "''", "None")]),
        ([], {}, [("", "{}", "[]")]),
    ],
)
def test_what_differs_is_told_as_deep_as_both_go(given, held, differences):
    assert found(given, Located(held, AT)) == differences


def test_a_list_is_held_item_by_item_each_in_its_place():
    held = [Located("a", Place("x1", frame=0)), Located("b", Place("x1", frame=1))]
    assert [f.place.frame for f in differing(["a", "c"], held, AT)] == [1]
    assert [(f.place.frame, f.observed) for f in differing(["a"], held, AT)] == [(1, "nothing")]
    assert [(f.expected, f.observed) for f in differing(["a", "b", "c"], held, AT)] == [("nothing", "'c'")]


# --- what came of it ------------------------------------------------------------------------------------------


def saying(status=200, raised=None, body=b"{}", sent=1, **given):
    request = Request("POST", "http://t/v1/chat/completions", (), b"{}", "createChatCompletion")
    exchanges = tuple(Exchange(f"x{number}", request, status, body=body) for number in range(sent))
    return Heard(exchanges, given, raised)


def text(exchange):
    return {"text": Located(json.loads(exchange.body).get("text", ABSENT), Place(exchange.id, "/text"))}


def test_what_was_given_is_compared_by_its_name():
    said = saying(body=b'{"text": "Hello."}', text="Hello!", more=1)
    (finding,) = said.misread(text)
    assert (finding.place, finding.expected, finding.observed) == (Place("x0", "/text"), "'Hello.'", "'Hello!'")


def test_what_was_not_given_is_missed():
    (finding,) = saying(body=b'{"text": "Hello."}').misread(text)
    assert finding.observed == "None"


def test_an_exception_is_told_before_anything_is_read():
    raised = Raised("json.JSONDecodeError", "openai/_response.py:1 (parse)", "Expecting value")
    (finding,) = saying(raised=raised, body=b"not JSON").misread(text)
    assert finding.observed == "json.JSONDecodeError in openai/_response.py:1 (parse): Expecting value"


@pytest.mark.parametrize(
    "unsettled",
    [
        saying(429, Raised("openai.RateLimitError", "x", "slow down")),
        saying(200, Raised("openai.APIError", "x", ""), b'data: {"error": {"code": "rate_limit_exceeded"}}'),
        saying(200, Raised("openai.LengthFinishReasonError", "x", "")),
    ],
)
def test_a_limit_settles_nothing(unsettled):
    with pytest.raises(NotEstablished):
        _ = unsettled.failure


def test_attempts_are_counted_where_all_are_refused():
    assert saying(400, sent=2).attempts == 2
    with pytest.raises(NotApplicable):
        _ = saying(200).attempts
    with pytest.raises(NotEstablished, match="busy"):
        _ = saying(503, sent=2).attempts


def test_a_client_that_sent_nothing_is_our_mistake():
    with pytest.raises(LookupError, match="the client sent nothing"):
        _ = saying(sent=0).failure
