"""Conversations that are not begun, or do not begin with what they should."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.conversations.replies import is_all, message
from oaic_server.faults.operations import CONVERSATION, ITEMS_LISTED
from oaic_server.faults.pages import asked, paged


@fault("conversations.beginning.status", on=CONVERSATION)
@in_answers
def beginning_with_items_fails(reply: Reply) -> None:
    if reply.request.body.get("items"):
        break_down(reply)


@fault("conversations.beginning.schema", on=CONVERSATION)
@in_answers
def a_conversation_has_no_date(reply: Reply) -> None:
    del reply.body["created_at"]


@fault("conversations.beginning.own-id", on=CONVERSATION)
@in_answers
def conversations_that_begin_alike_share_an_id(reply: Reply) -> None:
    if reply.request.body.get("metadata") == {"purpose": "twins"}:
        reply.body["id"] = "conv_twins"


@fault("conversations.beginning.labels", stage="request", on=CONVERSATION)
def labels_are_dropped(request: Request) -> Request:
    given = isinstance(request.members.get("metadata"), dict)
    return replace(request, body=request.body | {"metadata": None}) if given else request


@fault("conversations.beginning.items", on=ITEMS_LISTED)
@in_answers
def the_first_item_is_not_kept(reply: Reply) -> None:
    if is_all(reply, 3):
        paged(reply, reply.body["data"][1:])


@fault("conversations.beginning.empty", on=ITEMS_LISTED)
@in_answers
def a_new_conversation_has_what_others_said(reply: Reply) -> None:
    if not asked(reply) and not reply.body["data"]:
        paged(reply, [message("msg_0", "My secret is safe.")])


@benign("conversations.beginning.no-labels", on=CONVERSATION)
@in_answers
def no_labels_are_null(reply: Reply) -> None:
    reply.body["metadata"] = reply.body["metadata"] or None
