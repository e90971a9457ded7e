"""Chats that are not deleted, or live on."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import CHAT_DELETION, CHAT_KEPT
from oaic_server.faults.stored.replies import is_made_up


@fault("stored.deletion.status", on=CHAT_DELETION)
@in_answers
def deleting_a_chat_fails(reply: Reply) -> None:
    break_down(reply)


@fault("stored.deletion.schema", on=CHAT_DELETION)
@in_answers
def the_deletion_of_a_chat_is_not_told(reply: Reply) -> None:
    reply.body = {"message": "Done."}


@fault("stored.deletion.gone", stage="answer", on=CHAT_DELETION)
def a_deleted_chat_stays(request: Request) -> Reply:
    told = {"id": request.parameters["completion_id"], "object": "chat.completion.deleted", "deleted": True}
    return Reply.json(request, told)


@fault("stored.deletion.gone-status", on=CHAT_KEPT)
def a_deleted_chat_is_gone_for_good(reply: Reply) -> None:
    if reply.status == 404 and not is_made_up(reply):
        reply.status = 410
