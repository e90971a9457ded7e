"""Conversations that are not deleted, or live on."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.conversations.replies import is_made_up
from oaic_server.faults.http.replies import refuse
from oaic_server.faults.operations import CONVERSATION_DELETION, CONVERSATION_KEPT, RESPONSE
from oaic_server.faults.responses.refusals import made_up


@fault("conversations.deletion.status", on=CONVERSATION_DELETION)
@in_answers
def deleting_fails(reply: Reply) -> None:
    refuse(reply, 500)


@fault("conversations.deletion.schema", on=CONVERSATION_DELETION)
@in_answers
def a_deletion_is_not_told(reply: Reply) -> None:
    reply.body = {"message": "Done."}


@fault(
    "conversations.deletion.gone",
    stage="answer",
    on=CONVERSATION_DELETION,
    also={"conversations.deletion.not-gone-on-with": "what is still there is gone on with"},
)
def what_is_deleted_stays(request: Request) -> Reply:
    told = {"id": request.parameters["conversation_id"], "object": "conversation.deleted", "deleted": True}
    return Reply.json(request, told)


@fault("conversations.deletion.gone-status", on=CONVERSATION_KEPT)
def what_is_deleted_is_gone_for_good(reply: Reply) -> None:
    if reply.status == 404 and not is_made_up(reply.request.parameters["conversation_id"]):
        reply.status = 410


@fault("conversations.deletion.not-gone-on-with", on=RESPONSE)
def a_deleted_conversation_is_begun_anew(reply: Reply) -> None:
    asked = reply.request.members
    if reply.status == 404 and asked.get("conversation") and not is_made_up(asked["conversation"]):
        reply.status, reply.body = 200, made_up(asked)
