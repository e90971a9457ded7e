"""Responses that are not deleted, or live on."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import RESPONSE_DELETION
from oaic_server.faults.responses.replies import in_responses


@fault("responses.deletion.status", on=RESPONSE_DELETION)
@in_responses
def deleting_fails(reply: Reply) -> None:
    break_down(reply)


@fault("responses.deletion.schema", on=RESPONSE_DELETION)
@in_responses
def a_deletion_is_not_told(reply: Reply) -> None:
    reply.body = {"message": "Done."}


@fault("responses.deletion.gone", stage="answer", on=RESPONSE_DELETION)
def what_is_deleted_stays(request: Request) -> Reply:
    return Reply.json(request, {"id": request.parameters["response_id"], "object": "response", "deleted": True})


@benign("responses.deletion.told-otherwise", on=RESPONSE_DELETION)
@in_responses
def a_deletion_says_so_in_its_object(reply: Reply) -> None:
    reply.body["object"] = "response.deleted"
