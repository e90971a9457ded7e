"""Which exchanges convict a row that did not ask for them, and which say nothing of the kind."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hostile import chat
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.rejudge import about
from oaic_suite.judging.settling.convicting import Exchanged, convictions
from oaic_suite.judging.verdict import Level
from oaic_suite.plugin import session
from oaic_suite.plugin.stash import stage_key

catalogue()
BODY = {"model": "m-1", "messages": [{"role": "user", "content": "Say hello."}]}
HEADERS = (("content-type", "application/json"),)
BROKEN = chat() | {"object": "chat"}
ROW, UNIQUE = "chat.reply.object", "chat.reply.unique-id"


def exchange(answer=BROKEN, status=200, body=BODY, method="POST", operation="createChatCompletion", **more):
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = Request(method, "http://t/v1/chat/completions", (), sent, operation)
    return Exchange("x1", request, status, HEADERS, json.dumps(answer).encode(), **more)


def convicted(asked, judged=(), rows=None):
    return [requirement.id for requirement, *_ in convictions([asked], judged, rows)]


def test_what_fails_a_row_convicts_it_whoever_asked():
    assert ROW in convicted(Exchanged(exchange()))


def test_a_sound_answer_convicts_nobody():
    assert [id for id in convicted(Exchanged(exchange(chat()))) if catalogue()[id].level is not Level.INFO] == []


def test_an_answer_of_any_operation_convicts_no_row_about_members():
    anywhere = [row for row in about("reply", "operationOfNone") if row.surface != "headers"]
    assert anywhere == [], "name the operation that it is about: `on=`"


def test_what_a_row_has_judged_itself_is_not_judged_again():
    assert ROW not in convicted(Exchanged(exchange()), {(ROW, "x1")})


def test_a_row_that_is_no_part_of_the_run_is_not_convicted():
    assert convicted(Exchanged(exchange()), rows={"chat.reply.id"}) == []


SILENT = {
    "kept apart by its conversation": Exchanged(exchange(), apart=True),
    "an answer to what was to be refused": Exchanged(exchange(), to_be_refused=True),
    "an answer to what the contract forbids": Exchanged(exchange(body={"messages": BODY["messages"]})),
    "a body that cannot be read": Exchanged(exchange(body=b"{")),
    "another method": Exchanged(exchange(method="HEAD")),
    "no operation": Exchanged(exchange(operation=None)),
    "an answer that we left": Exchanged(exchange(ended="left")),
    "an answer that was cut": Exchanged(exchange(ended="reset")),
}


@pytest.mark.parametrize("asked", SILENT.values(), ids=SILENT)
def test_it_says_nothing_of_the_kind(asked):
    assert convicted(asked) == []


def test_a_refusal_of_what_is_lawful_is_told_as_a_refusal():
    told = convicted(Exchanged(exchange({"detail": "no"}, 400)))
    assert not [id for id in told if id.startswith("chat.reply.")]


ERROR = {"error": {"message": "no", "type": "invalid_request_error", "param": None, "code": None}}
EVENTS = (("content-type", "text/event-stream"),)


def test_a_refusal_in_a_success_is_told_whoever_asked():
    assert convicted(Exchanged(exchange(ERROR), to_be_refused=True)) == ["errors.not-in-a-success"]


def test_a_refusal_in_a_stream_is_told_whoever_asked():
    event = b"data: " + json.dumps(ERROR).encode() + b"\n\n"
    asked = replace(exchange(body=BODY | {"stream": True}), headers=EVENTS, body=event)
    assert convicted(Exchanged(asked, to_be_refused=True)) == ["errors.streamed-is-json"]


def test_null_where_calls_would_stand_is_no_call():
    answer = chat()
    answer["choices"][0]["message"]["tool_calls"] = None
    assert "tools.call.array" not in convicted(Exchanged(exchange(answer)))


def test_one_call_in_place_of_the_array_is_told_whoever_asked():
    answer = chat()
    answer["choices"][0]["message"]["tool_calls"] = {}
    assert "tools.call.array" in convicted(Exchanged(exchange(answer)))


def answered(number, id):
    return Exchanged(replace(exchange(chat() | {"id": id}), id=f"x{number}"))


def shared(*asked):
    return [(each.exchange.id, found.observed) for row, each, found in convictions(asked, ()) if row.id == UNIQUE]


def test_answers_that_share_an_id_convict_wherever_they_came():
    assert shared(*(answered(number, f"chatcmpl-{number % 2}") for number in range(3))) == [
        ("x0", "'chatcmpl-0' (and 1 more)")
    ]


def test_answers_with_ids_of_their_own_convict_nobody():
    assert shared(*(answered(number, f"chatcmpl-{number}") for number in range(3))) == []


def test_an_answer_whose_id_is_none_is_left_out_of_those_compared():
    assert shared(answered(0, 7), answered(1, 7), answered(2, "chatcmpl-7")) == []


def test_an_interrupt_keeps_what_was_found_before_it(monkeypatch):
    def interrupted(*_):
        yield "the first"
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "recorded", interrupted)
    stage = SimpleNamespace(asked=[], judged=set(), target=SimpleNamespace(client=SimpleNamespace(redactor=None)))
    assert session.convicted(SimpleNamespace(stash={stage_key: stage}), ()) == (["the first"], True)
    assert session.convicted(SimpleNamespace(stash={}), ()) == ([], False)
