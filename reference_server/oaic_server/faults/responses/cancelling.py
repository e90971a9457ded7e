"""Responses in the background that are not, or do not stop."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import RESPONSE, RESPONSE_CANCELLING
from oaic_server.faults.responses.refusals import made_up
from oaic_server.faults.responses.replies import in_responses


@fault("responses.cancelling.begun", on=RESPONSE)
@in_answers
def what_is_made_in_the_background_has_failed(reply: Reply) -> None:
    if reply.request.body.get("background"):
        reply.body["status"] = "cancelled"


@fault("responses.cancelling.status", on=RESPONSE_CANCELLING)
@in_responses
def cancelling_fails(reply: Reply) -> None:
    break_down(reply)


@fault("responses.cancelling.stopped", on=RESPONSE_CANCELLING)
@in_responses
def what_is_cancelled_goes_on(reply: Reply) -> None:
    reply.body["status"] = "in_progress"


@fault("responses.cancelling.schema", on=RESPONSE_CANCELLING)
@in_responses
def a_cancelled_response_has_no_model(reply: Reply) -> None:
    del reply.body["model"]


@fault("responses.cancelling.in-the-background-alone", on=RESPONSE_CANCELLING)
def anything_is_cancelled(reply: Reply) -> None:
    if reply.status == 400:
        reply.status, reply.body = 200, made_up({"model": "parrot-1"}) | {"id": reply.request.parameters["response_id"]}
