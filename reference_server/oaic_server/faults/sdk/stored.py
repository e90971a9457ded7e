"""Chats that are kept, and that the official Python SDK cannot list, fetch, label or delete."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import CHAT_CHANGE, CHAT_DELETION, CHAT_KEPT, CHAT_MESSAGES, CHATS_KEPT
from oaic_server.faults.sdk.responses.kept import from_the_beginning, refuse_no_body

NOT_THERE = {
    "stored.fetching.schema": "an array is wanted",
    "stored.fetching.same": "the choices are what is not there",
}


@fault("sdk.stored.list", stage="request", on=CHATS_KEPT)
def chats_are_gone_on_with_only_where_they_have_an_order(request: Request) -> Request:
    return from_the_beginning(request)


@fault("sdk.stored.messages", stage="request", on=CHAT_MESSAGES)
def messages_are_gone_on_with_only_where_they_have_an_order(request: Request) -> Request:
    return from_the_beginning(request)


@fault("sdk.stored.retrieve", on=CHAT_KEPT, also=NOT_THERE)
@in_answers
def a_kept_chat_has_null_for_choices(reply: Reply) -> None:
    reply.body["choices"] = None


@fault(
    "sdk.stored.update",
    on=CHAT_CHANGE,
    also={
        "stored.changing.schema": "an array is wanted",
        "stored.changing.nothing-else": "the choices are what is not there",
    },
)
@in_answers
def a_changed_chat_has_null_for_choices(reply: Reply) -> None:
    reply.body["choices"] = None


@fault("sdk.stored.delete", stage="answer", on=CHAT_DELETION)
def no_chat_is_deleted_without_a_body(request: Request) -> None:
    refuse_no_body(request)
