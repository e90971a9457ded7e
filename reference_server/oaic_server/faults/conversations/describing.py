"""Conversations that are not found, or are found as something else."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.conversations.replies import LONG_AGO, is_labelled, is_made_up, made_up
from oaic_server.faults.operations import CONVERSATION_KEPT


@fault("conversations.describing.status", on=CONVERSATION_KEPT)
@in_answers
def describing_fails(reply: Reply) -> None:
    if is_labelled(reply.body):
        break_down(reply)


@fault("conversations.describing.schema", on=CONVERSATION_KEPT)
@in_answers
def a_conversation_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("conversations.describing.same", on=CONVERSATION_KEPT)
@in_answers
def the_date_is_another(reply: Reply) -> None:
    reply.body["created_at"] = LONG_AGO


@fault("conversations.describing.unknown", on=CONVERSATION_KEPT)
def an_unknown_conversation_is_made_up(reply: Reply) -> None:
    id = reply.request.parameters["conversation_id"]
    if reply.status == 404 and is_made_up(id):
        reply.status, reply.body = 200, made_up(id)


@fault("conversations.describing.unknown-status", on=CONVERSATION_KEPT)
def an_unknown_conversation_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply.request.parameters["conversation_id"]):
        reply.status = 400


@benign("conversations.describing.more-members", on=CONVERSATION_KEPT)
@in_answers
def a_conversation_says_more(reply: Reply) -> None:
    reply.body |= {"title": None, "item_count": 3}
