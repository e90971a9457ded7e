"""Conversations that are not compacted, or cannot be gone on with."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import COMPACTION, RESPONSE
from oaic_server.faults.responses.replies import in_responses


@fault("responses.compaction.status", on=COMPACTION)
@in_responses
def compacting_fails(reply: Reply) -> None:
    break_down(reply)


@fault("responses.compaction.schema", on=COMPACTION)
@in_responses
def what_is_compacted_has_no_date(reply: Reply) -> None:
    del reply.body["created_at"]


@fault("responses.compaction.taken-back", stage="answer", on=RESPONSE)
def what_is_compacted_is_unheard_of(request: Request) -> Reply | None:
    given = request.body.get("input")
    if not isinstance(given, list) or not any(item.get("type") == "compaction" for item in given):
        return None
    return Refusal(400, "input: expected no compaction", code="invalid_value", param="input").reply(request)
