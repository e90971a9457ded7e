"""Labels that are not changed, or change back."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import CONVERSATION_CHANGE, CONVERSATION_KEPT


@fault("conversations.changing.status", on=CONVERSATION_CHANGE)
@in_answers
def changing_several_labels_fails(reply: Reply) -> None:
    if len(reply.request.body["metadata"]) > 1:
        break_down(reply)


@fault("conversations.changing.schema", on=CONVERSATION_CHANGE)
@in_answers
def a_changed_conversation_has_no_date(reply: Reply) -> None:
    del reply.body["created_at"]


@fault("conversations.changing.told", on=CONVERSATION_CHANGE)
@in_answers
def one_of_several_labels_is_told(reply: Reply) -> None:
    if len(reply.body["metadata"]) > 1:
        reply.body["metadata"] = {"purpose": reply.body["metadata"]["purpose"]}


@fault("conversations.changing.kept", on=CONVERSATION_KEPT)
@in_answers
def one_of_several_labels_is_kept(reply: Reply) -> None:
    if len(reply.body["metadata"]) > 1:
        reply.body["metadata"] = {"purpose": reply.body["metadata"]["purpose"]}
