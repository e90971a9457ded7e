"""Items that are not taken out, or take others with them."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.conversations.replies import is_all, is_labelled, made_up, message
from oaic_server.faults.operations import ITEM_DELETION, ITEMS_LISTED
from oaic_server.faults.pages import paged


@fault("conversations.taking-out.status", on=ITEM_DELETION)
@in_answers
def taking_out_fails(reply: Reply) -> None:
    if is_labelled(reply.body):
        break_down(reply)


@fault("conversations.taking-out.schema", on=ITEM_DELETION)
@in_answers
def the_conversation_is_not_told(reply: Reply) -> None:
    reply.body = {"id": reply.request.parameters["item_id"], "deleted": True}


@fault(
    "conversations.taking-out.gone",
    stage="answer",
    on=ITEM_DELETION,
    also={"conversations.taking-out.not-listed": "what is still there is listed"},
)
def what_is_taken_out_stays(request: Request) -> Reply:
    return Reply.json(request, made_up(request.parameters["conversation_id"]))


@fault("conversations.taking-out.not-listed", on=ITEMS_LISTED)
@in_answers
def a_list_has_what_was_taken_out(reply: Reply) -> None:
    if is_all(reply, 1):
        paged(reply, [message("msg_0", "Buy milk."), *reply.body["data"]])


@fault("conversations.taking-out.others-stay", on=ITEMS_LISTED)
@in_answers
def all_is_taken_out(reply: Reply) -> None:
    if is_all(reply, 1):
        paged(reply, [message("msg_0", "")])
