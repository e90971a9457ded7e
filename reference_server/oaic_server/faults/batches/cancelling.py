"""Batches that are not cancelled, or go on."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.batches.replies import is_labelled, is_made_up, made_up
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import BATCH_CANCELLING, BATCH_KEPT


@fault("batches.cancelling.status", on=BATCH_CANCELLING)
@in_answers
def cancelling_fails(reply: Reply) -> None:
    if is_labelled(reply):
        break_down(reply)


@fault("batches.cancelling.schema", on=BATCH_CANCELLING)
@in_answers
def a_cancelled_batch_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("batches.cancelling.told", on=BATCH_CANCELLING)
@in_answers
def a_cancelled_batch_seems_to_go_on(reply: Reply) -> None:
    reply.body["status"] = "in_progress"


@fault("batches.cancelling.ended", on=BATCH_KEPT)
@in_answers
def what_was_cancelled_has_failed(reply: Reply) -> None:
    if reply.body["status"] == "cancelled" and is_labelled(reply):
        reply.body |= {"status": "failed", "failed_at": reply.body["cancelled_at"], "cancelled_at": None}


@fault("batches.cancelling.unknown", on=BATCH_CANCELLING)
def an_unknown_batch_is_cancelled(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply):
        reply.status, reply.body = 200, made_up(reply.request.parameters["batch_id"], "cancelled")


@benign("batches.cancelling.none", stage="answer", on=BATCH_CANCELLING)
def no_batch_is_cancelled(request: Request) -> Reply:
    return Refusal(405, "Batches come to their end by themselves.").reply(request)
