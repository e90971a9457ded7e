"""Answers, whole and streamed, that are well alone, and not in company."""

from __future__ import annotations

import itertools

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import choices, in_answers
from oaic_server.faults.chat.stream.replies import choices as pieces
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import functions, in_calls, in_streams_that_call, openings

arrivals = itertools.count()
texts: list[str] = []  # of the answer before
names: list[str] = []  # that the answer before calls
ids: list[str] = []


def in_company(request: Request) -> bool:
    messages = request.members.get("messages")
    last = messages[-1] if isinstance(messages, list) and messages else None
    return isinstance(last, dict) and str(last.get("content")).startswith(("Write this sign", "Keep the sign"))


def passed_on(before: list[str], own: str) -> str:
    """What the answer before had; the next one gets what this one had."""
    given = before[0] if before else own
    before[:] = [own]
    return given


@fault("concurrency.answers.answered", on=CHAT)
def every_seventh_finds_the_model_busy(reply: Reply) -> None:
    if in_company(reply.request) and next(arrivals) % 7 == 6:
        reply.status, reply.frames, reply.body = 500, None, {"error": "model is busy"}


@fault("concurrency.answers.own-text", on=CHAT)
@in_answers
def an_answer_goes_to_who_asked_next(reply: Reply) -> None:
    if in_company(reply.request):
        for choice in choices(reply):
            choice["message"]["content"] = passed_on(texts, choice["message"]["content"] or "")


@fault("concurrency.answers.own-calls", on=CHAT)
@in_calls
def a_call_goes_to_who_asked_next(reply: Reply) -> None:
    if in_company(reply.request):
        for function in functions(reply):
            function["name"] = passed_on(names, function["name"])


@fault("concurrency.answers.own-calls:streamed", on=CHAT)
@in_streams_that_call
def a_streamed_call_goes_to_who_asked_next(reply: Reply) -> None:
    if in_company(reply.request):
        for opening in openings(reply):
            opening["function"]["name"] = passed_on(names, opening["function"]["name"])


@fault("concurrency.answers.own-id", on=CHAT)
@in_answers
def an_id_is_given_to_all_that_wait(reply: Reply) -> None:
    if in_company(reply.request):
        ids[:] = ids or [reply.body["id"]]
        reply.body["id"] = ids[0]


@benign("concurrency.answers-cut", on=CHAT)
def answers_in_company_are_short(reply: Reply) -> None:
    for piece in pieces(reply) if in_company(reply.request) else ():
        piece["finish_reason"] = piece["finish_reason"] and "length"
