"""Conversations of a server: what is asked of one that has none, and what is looked for in one that has."""

from __future__ import annotations

import json

import pytest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.checks.conversations.readings import disordered, turns, unsaid
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import Verdict

ROWS = [row for row in catalogue().values() if row.id.startswith("conversations.")]


@pytest.mark.parametrize(("fault", "asked"), [("conversations.no-route", 1), ("responses.no-route", 0)])
def test_a_server_without_conversations_is_asked_once_at_most(reference_server_factory, fault, asked):
    server, seen = reference_server_factory(fault=fault), []
    target = Target(server.base_url, Client(Deadlines.within(30.0)), server.api_key, log=seen.append)
    preflight(target)
    survey(target)
    stage = Stage(target)
    verdicts = {stage.judge(row, choice).verdict for row in ROWS for choice in variants(row).values()}
    target.leave()
    assert verdicts == {Verdict.NOT_APPLICABLE}
    assert len([each for each in seen if "conversation" in (each.request.operation or "").lower()]) == asked


def message(role, content):
    return {"type": "message", "role": role, "content": content}


def part(text):
    return {"type": "output_text", "text": text}


def test_a_turn_is_who_speaks_and_what_is_said_whatever_its_form():
    items = [
        message("user", "Hello."),
        message("assistant", [part("Good "), part("day.")]),
        message("user", [{"type": "input_image", "image_url": "data:,"}]),
        message(7, "Hello."),
        {"type": "function_call", "name": "ring"},
        {"type": "reasoning", "summary": [], "content": None},
        "Hello.",
    ]
    assert turns(items) == [("user", "Hello."), ("assistant", "Good day.")]


def page(*items):
    asked = Request("GET", "https://a.example/v1/conversations/conv_1/items", (), None, "listConversationItems")
    told = {"object": "list", "data": [message(role, text) for role, text in items]}
    return Reply(Exchange("x1", asked, 200, (("content-type", "application/json"),), json.dumps(told).encode()))


ECHOED = [("user", "Hello."), ("assistant", "Hello.")]


@pytest.mark.parametrize(
    ("there", "missing"),
    [(ECHOED, 0), (ECHOED[:1], 1), (ECHOED[1:], 1), ([], 2)],
    ids=["both", "no answer", "no question", "nothing"],
)
def test_an_answer_that_repeats_its_question_does_not_stand_for_it(there, missing):
    assert len(unsaid(page(*there), *ECHOED)) == missing


@pytest.mark.parametrize(
    ("there", "wrong"),
    [
        (ECHOED, False),
        ([*ECHOED, *ECHOED], False),
        (ECHOED[::-1], True),
        ([("user", "Hello."), ("user", "Well?"), ("assistant", "Hello.")], False),
    ],
    ids=["in order", "twice", "backwards", "with more between"],
)
def test_turns_follow_each_other_whatever_stands_between(there, wrong):
    assert bool(disordered(page(*there), *ECHOED)) == wrong


def test_of_turns_that_are_missing_no_order_is_told():
    with pytest.raises(NotEstablished):
        disordered(page(*ECHOED[:1]), *ECHOED)
