"""What is made of the answers: what is wrong with them, the smallest request that shows it, one for each cause."""

from __future__ import annotations

import json

import pytest
from oaic_spec import contract
from oaic_suite.asking.plan import Plan
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.fuzz.distil import Distillery
from oaic_suite.fuzz.draw import KEY, Draw
from oaic_suite.fuzz.harvest import Gleaning, Harvest
from oaic_suite.fuzz.smaller import smaller, smallest
from oaic_suite.fuzz.standing import Standing, standing
from oaic_suite.fuzz.symptom import SYMPTOMS, Asked
from oaic_suite.judging.catalogue import catalogue

CHAT = contract().operations["createChatCompletion"]
PLAIN = {"model": "m-1", "messages": [{"role": "user", "content": "Say hello."}]}
JSON = (("content-type", "application/json"),)
EVENTS = (("content-type", "text/event-stream"),)
ERROR = {"error": {"message": "no", "type": "invalid_request_error", "param": None, "code": None}}
CHOICE = {"index": 0, "message": {"role": "assistant", "content": "hi", "refusal": None}, "logprobs": None}
ANSWER = {"id": "c-1", "object": "chat.completion", "created": 1, "model": "m-1"} | {
    "choices": [CHOICE | {"finish_reason": "stop"}]
}
CHUNK = {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": "m-1"} | {
    "choices": [
        {"index": 0, "delta": {"role": "assistant", "content": "hi"}, "logprobs": None, "finish_reason": "stop"}
    ]
}
catalogue()


def draw(body=PLAIN, mode="positive", method="POST", key=KEY):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Draw(method, "/chat/completions", (("authorization", key),), content, ("fuzzing", mode, ""))


def asked(status, body=b"", headers=JSON, told=None, ended="complete"):
    told = told or draw()
    request = Request(told.method, "http://a/v1/chat/completions", (), told.body, CHAT.id)
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    exchange = Exchange(f"x{status}", request, status, headers, content, (), ended)
    return Asked(told, standing(CHAT, told), exchange)


STREAM = draw(PLAIN | {"stream": True})
INVALID = draw(PLAIN | {"n": 0}, "negative")
DETAIL = draw(PLAIN | {"user": 7}, "negative")
LARGE = "too_large"  # more came than is read


def events(*data):
    return b"".join(b"data: %b\n\n" % (each if isinstance(each, bytes) else json.dumps(each).encode()) for each in data)


def shown(each):
    return [name for name, symptom in SYMPTOMS.items() if symptom.shown(each)]


@pytest.mark.parametrize(
    ("answer", "symptoms"),
    [
        (asked(200, ANSWER), []),
        (asked(200, ANSWER, EVENTS), ["success-content-type"]),
        (asked(200, ANSWER | {"created": "1"}), ["reply"]),
        (asked(200, b"{"), ["reply"]),
        (asked(200, ERROR), ["reply"]),
        (asked(400, ERROR), []),
        (asked(400, ERROR, ()), ["refusal-content-type"]),
        (asked(400, {"detail": "no"}), ["refusal-envelope"]),
        (asked(400, b"no"), ["refusal-envelope"]),
        (asked(429, b"slow down", ()), []),
        (asked(500, b"oops", ()), ["failed-on-valid"]),
        (asked(501), []),
        (asked(503), []),
        (asked(None, ended="reset"), ["unanswered"]),
        (asked(200, b"{", ended=LARGE), ["unanswered"]),
        (asked(200, b"{", told=INVALID, ended=LARGE), ["accepted"]),
        (asked(429, ended="timeout"), []),
        (asked(200, events(CHUNK, b"[DONE]"), EVENTS, STREAM), []),
        (asked(200, events(CHUNK, b"[DONE]"), EVENTS, STREAM, "reset"), []),
        (asked(200, events(CHUNK), EVENTS, STREAM), ["unended"]),
        (asked(200, events(ERROR), EVENTS, STREAM), []),
        (asked(200, events(CHUNK | {"choices": 7}, b"[DONE]"), EVENTS, STREAM), ["stream"]),
        (asked(200, events(b"{", b"[DONE]"), EVENTS, STREAM), ["stream"]),
        (asked(200, b"", EVENTS, STREAM), ["stream"]),
        (asked(200, events(CHUNK, b"[DONE]"), JSON, STREAM), ["success-content-type"]),
        (asked(200, ANSWER, told=INVALID), ["accepted"]),
        (asked(200, ANSWER, told=DETAIL), ["overlooked"]),
        (asked(500, ERROR, told=INVALID), ["failed-on-invalid"]),
        (asked(400, ERROR, told=INVALID), []),
        (asked(404, b"<p>", (), draw(method="PATCH")), []),
        (asked(200, told=draw(method="PATCH")), ["method"]),
        (asked(500, told=draw(method="PATCH")), ["method"]),
        (asked(401, ERROR, told=draw(key="Bearer null")), []),
        (asked(401, b"no", told=draw(key="Bearer null")), ["refusal-envelope"]),
        (asked(200, ANSWER, told=draw(key="Bearer null")), ["key"]),
    ],
)
def test_what_is_wrong_with_an_answer(answer, symptoms):
    assert shown(answer) == symptoms


# --- smaller -------------------------------------------------------------------------------------------


def test_every_way_to_take_something_away():
    assert list(smaller({"a": [1, 2], "b": "xyz"})) == [
        {"b": "xyz"},
        {"a": [1, 2]},
        {"a": [2], "b": "xyz"},
        {"a": [1], "b": "xyz"},
        {"a": [1, 2], "b": "x"},
        {"a": [1, 2], "b": "yz"},
    ]
    assert [list(smaller(value)) for value in (7, "x", "", [], {}, None)] == [[]] * 6


@pytest.mark.parametrize(
    ("value", "still", "found"),
    [
        ({str(n): n for n in range(40)}, lambda value: value.get("17") == 17, {"17": 17}),
        ([{"a": "x" * 60 + "é" + "y" * 9}, 1], lambda value: "é" in str(value), [{"a": "é"}]),
        ({"a": 1}, lambda value: False, {"a": 1}),
    ],
)  # fmt: skip
def test_the_smallest_that_still_shows_it(value, still, found):
    assert smallest(value, still) == found


def test_no_more_is_tried_than_may_be():
    seen = []
    smallest(list(range(100)), lambda value: bool(seen.append(value)), tried=7)
    assert len(seen) == 7


# --- causes --------------------------------------------------------------------------------------------

PLAN = Plan(examples=1, cases=1, seconds=1.0, findings=2, attempts=40)


def distilled(server, *bodies, plan=PLAN, **more):
    """What is found of bodies a server fails on; it tells a status by a body."""

    def ask(told):
        return asked(server(json.loads(told.body)), ERROR, told=told)

    return Distillery(CHAT, plan, ask, **more).distilled(Gleaning.of(ask(draw(PLAIN | body)) for body in bodies).sick)


def bodies(found):
    return [json.loads(each.draw.body) for each in found["failed-on-valid"]]


CHATTER = {"temperature": 1, "top_p": 0.5, "seed": 7, "verbosity": "low"}


def test_a_finding_is_as_small_as_may_be_and_keeps_its_model():
    found = distilled(lambda body: 500 if body.get("user") == "" else 400, CHATTER | {"user": ""})
    assert bodies(found) == [{"model": "m-1", "messages": [{"role": "user", "content": "S"}], "user": ""}]


def test_one_cause_is_found_once_and_two_are_two():
    def server(body):
        return 500 if body.get("user") == "" or body.get("stop") == "" else 400

    found = distilled(server, {"user": ""}, CHATTER | {"user": ""}, CHATTER | {"stop": ""}, {"n": 1, "user": ""})
    assert [sorted(body) for body in bodies(found)] == [["messages", "model", "user"], ["messages", "model", "stop"]]


def test_no_more_are_shown_than_may_be():
    names = ["user", "stop", "prompt_cache_key"]
    found = distilled(lambda body: 500 if any(body.get(n) == "" for n in names) else 400, *({n: ""} for n in names))
    assert len(bodies(found)) == PLAN.findings


def test_what_does_not_show_again_is_not_found():
    statuses = iter([500, 400])
    assert distilled(lambda body: next(statuses), {"user": ""}) == {"failed-on-valid": ()}


def test_when_the_time_is_over_nothing_is_made_small():
    assert distilled(lambda body: 500, {"user": ""}, late=lambda: True) == {"failed-on-valid": ()}


def test_attempts_have_an_end():
    found = distilled(lambda body: 500, CHATTER, plan=Plan(1, 1, 1.0, attempts=1))
    [small] = bodies(found)
    assert set(CHATTER) & small.keys()


def test_what_is_no_json_is_shown_as_it_is():
    told = draw(b"{", "negative")
    sick = Gleaning.of([asked(500, told=told)]).sick
    again = Distillery(CHAT, PLAN, lambda again: asked(500, ERROR, told=again)).distilled(sick)
    assert [each.draw for each in again["failed-on-invalid"]] == [told]


# --- the harvest ---------------------------------------------------------------------------------------


def test_a_harvest_tells_what_was_found_and_where():
    sick = asked(500)
    found = Harvest((sick, asked(200, ANSWER)), {"failed-on-valid": (sick,)}).found("failed-on-valid")
    assert [(each.place.exchange, each.expected) for each in found] == [("x500", "no status of 5xx")]
    assert found[0].observed.startswith("500, to POST /chat/completions {")


def test_of_many_answers_is_left_what_tells_what_came_of_them():
    many = [asked(429), asked(200, ANSWER), asked(500), *[asked(400, ERROR)] * 9, asked(429)]
    gleaned = Gleaning.of(many)
    assert [each.exchange.status for each in gleaned.asked] == [200, 400, 429]
    assert [each.exchange.status for each in gleaned.sick["failed-on-valid"]] == [500]
    whole, left = (Harvest(tuple(these), gleaned.sick) for these in (many, gleaned.asked))
    assert [whole.found(name) for name in gleaned.sick] == [left.found(name) for name in gleaned.sick]


def test_what_was_never_asked_is_not_applicable():
    with pytest.raises(NotApplicable):
        Harvest((asked(400, ERROR),)).found("reply")


def test_a_rate_limit_establishes_nothing():
    with pytest.raises(NotEstablished, match="limits the rate"):
        Harvest((asked(429), asked(503))).found("failed-on-valid")


def test_every_exchange_is_evidence_once():
    sick = asked(500)
    assert [each.id for each in Harvest((sick, asked(200)), {"failed-on-valid": (sick,)}).exchanges] == ["x500", "x200"]


def test_every_standing_concerns_some_symptom():
    assert {each for symptom in SYMPTOMS.values() for each in symptom.standings} == set(Standing)
