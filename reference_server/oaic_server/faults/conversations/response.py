"""Responses that are not made in a conversation, or are not part of it afterwards."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.conversations.replies import is_all, is_made_up
from oaic_server.faults.operations import ITEMS_LISTED, RESPONSE
from oaic_server.faults.pages import paged
from oaic_server.faults.responses.replies import recount

MEMBER, PREVIOUS = "conversation", "previous_response_id"


def without(request: Request, name: str) -> Request:
    return replace(request, body={member: value for member, value in request.body.items() if member != name})


def refused(request: Request) -> Reply:
    return Refusal(400, f"{MEMBER}: not what was expected", param=MEMBER).reply(request)


@fault("conversations.response.status", stage="answer", on=RESPONSE)
def a_conversation_may_not_be_a_text(request: Request) -> Reply | None:
    return refused(request) if isinstance(request.members.get(MEMBER), str) else None


@fault("conversations.response.object", stage="answer", on=RESPONSE)
def a_conversation_may_not_be_an_object(request: Request) -> Reply | None:
    return refused(request) if isinstance(request.members.get(MEMBER), dict) else None


@fault("conversations.response.told", on=RESPONSE)
@in_answers
def the_conversation_is_not_told(reply: Reply) -> None:
    reply.body.pop(MEMBER, None)


@fault("conversations.response.input-added", on=ITEMS_LISTED)
@in_answers
def what_was_asked_is_not_added(reply: Reply) -> None:
    if is_all(reply, 4):
        paged(reply, [item for item in reply.body["data"] if item["role"] != "user"])


@fault("conversations.response.output-added", on=ITEMS_LISTED)
@in_answers
def what_was_answered_is_not_added(reply: Reply) -> None:
    if is_all(reply, 4):
        paged(reply, [item for item in reply.body["data"] if item["role"] == "user"])


@fault("conversations.response.in-order", on=ITEMS_LISTED)
@in_answers
def an_answer_stands_before_its_question(reply: Reply) -> None:
    if is_all(reply, 4):
        paged(reply, [*reply.body["data"][2:], *reply.body["data"][:2]])


@fault("conversations.response.streamed-added", stage="request", on=RESPONSE)
def what_is_streamed_is_not_added(request: Request) -> Request:
    return without(request, MEMBER) if request.stream and request.members.get(MEMBER) else request


@fault("conversations.response.counted", on=RESPONSE)
@in_answers
def what_went_before_is_not_counted(reply: Reply) -> None:
    if isinstance(reply.request.members.get(MEMBER), dict):
        recount(reply, 1)


@fault("conversations.response.unknown", stage="request", on=RESPONSE)
def a_conversation_that_is_not_there_is_ignored(request: Request) -> Request:
    asked = request.members.get(MEMBER)
    return without(request, MEMBER) if asked and is_made_up(asked) else request


@fault("conversations.response.unknown-status", on=RESPONSE)
def a_conversation_that_is_not_there_is_a_bad_request(reply: Reply) -> None:
    asked = reply.request.members.get(MEMBER)
    if reply.status == 404 and asked and is_made_up(asked):
        reply.status = 400


@fault("conversations.response.one-way", stage="request", on=RESPONSE)
def the_conversation_goes_first(request: Request) -> Request:
    both = request.members.get(MEMBER) and request.members.get(PREVIOUS)
    return without(request, PREVIOUS) if both else request


@benign("conversations.response.told-with-more", on=RESPONSE)
@in_answers
def the_conversation_says_what_it_is(reply: Reply) -> None:
    if reply.body.get(MEMBER):
        reply.body[MEMBER] |= {"object": MEMBER}
