"""Labels that are not changed, or change more than themselves."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import CHAT_CHANGE, CHAT_KEPT


@fault("stored.changing.status", on=CHAT_CHANGE)
@in_answers
def changing_several_labels_of_a_chat_fails(reply: Reply) -> None:
    if len(reply.request.body["metadata"]) > 1:
        break_down(reply)


@fault("stored.changing.schema", on=CHAT_CHANGE)
@in_answers
def a_changed_chat_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("stored.changing.told", on=CHAT_CHANGE)
@in_answers
def one_of_several_labels_of_a_chat_is_told(reply: Reply) -> None:
    if len(reply.body["metadata"]) > 1:
        reply.body["metadata"] = {"purpose": reply.body["metadata"]["purpose"]}


@fault("stored.changing.kept", on=CHAT_KEPT)
@in_answers
def one_of_several_labels_of_a_chat_is_kept(reply: Reply) -> None:
    if len(reply.body["metadata"]) > 1:
        reply.body["metadata"] = {"purpose": reply.body["metadata"]["purpose"]}


@fault("stored.changing.nothing-else", on=CHAT_CHANGE)
@in_answers
def a_changed_chat_is_a_new_one(reply: Reply) -> None:
    reply.body["created"] += 100
