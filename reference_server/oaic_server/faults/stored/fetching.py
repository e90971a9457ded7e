"""Chats that are not found, or are found as something else."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import CHAT, CHAT_KEPT
from oaic_server.faults.stored.replies import id_of, is_labelled, is_made_up, made_up


@fault("stored.fetching.status", on=CHAT_KEPT)
@in_answers
def fetching_fails(reply: Reply) -> None:
    if is_labelled(reply.body):
        break_down(reply)


@fault("stored.fetching.status:lost", stage="request", on=CHAT)
def a_chat_with_labels_is_not_kept(request: Request) -> Request:
    if request.members.get("metadata") != {"purpose": "conformance"} or not request.members.get("store"):
        return request
    return replace(request, body=request.body | {"store": False})


@fault("stored.fetching.schema", on=CHAT_KEPT)
@in_answers
def a_chat_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("stored.fetching.same", on=CHAT_KEPT)
@in_answers
def nothing_was_said(reply: Reply) -> None:
    reply.body["choices"][0]["message"]["content"] = ""


@fault("stored.fetching.labels", on=CHAT_KEPT)
@in_answers
def a_chat_has_lost_its_labels(reply: Reply) -> None:
    if reply.body["metadata"] == {"purpose": "conformance"}:
        reply.body["metadata"] = {}


@fault("stored.fetching.streamed", stage="request", on=CHAT)
def what_is_streamed_is_not_kept(request: Request) -> Request:
    if request.stream and request.members.get("store"):
        return replace(request, body=request.body | {"store": False})
    return request


@fault("stored.fetching.unstored", stage="request", on=CHAT)
def what_is_not_to_be_kept_is_kept(request: Request) -> Request:
    if request.members.get("store") is False:
        return replace(request, body=request.body | {"store": True})
    return request


@fault("stored.fetching.unknown", on=CHAT_KEPT)
def an_unknown_chat_is_made_up(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply):
        reply.status, reply.body = 200, made_up(id_of(reply))


@fault("stored.fetching.unknown-status", on=CHAT_KEPT)
def an_unknown_chat_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply):
        reply.status = 400


@benign("stored.fetching.as-the-service", on=CHAT_KEPT)
@in_answers
def a_message_says_no_more_than_there_is(reply: Reply) -> None:
    for choice in reply.body["choices"]:
        message = choice["message"]
        choice["message"] = {name: message[name] for name in ("role", "content")} | {"tool_calls": None}
    reply.body |= {"request_id": "req_6f1d2c", "function_call": None}
