"""Responses that are not found, or are found as something else."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import RESPONSE, RESPONSE_KEPT
from oaic_server.faults.responses.replies import in_responses

UNKNOWN = f"resp_{'6f1d2c' * 8}"


@fault(
    "responses.retrieve.status",
    on=RESPONSE_KEPT,
    also={"responses.retrieve.as-told": "what is said to be kept is fetched in the same way"},
)
@in_responses
def fetching_fails(reply: Reply) -> None:
    break_down(reply)


@fault("responses.retrieve.as-told", stage="answer", on=RESPONSE_KEPT)
def nothing_is_found(request: Request) -> Reply:
    return Refusal(404, "There is no such response.").reply(request)


@fault("responses.retrieve.unstored", stage="request", on=RESPONSE)
def what_is_not_to_be_kept_is_kept(request: Request) -> Request:
    """Where it is a text alone: items would be found by references to their ids from then on."""
    if request.members.get("store") is False and isinstance(request.members.get("input"), str):
        return replace(request, body=request.body | {"store": True})
    return request


@fault("responses.retrieve.same", on=RESPONSE_KEPT)
@in_responses
def what_was_said_is_not_kept(reply: Reply) -> None:
    reply.body["output"] = []


@fault("responses.retrieve.same:labels", on=RESPONSE_KEPT)
@in_responses
def labels_are_not_kept(reply: Reply) -> None:
    reply.body["metadata"] = {}


@fault("responses.retrieve.schema", on=RESPONSE_KEPT)
@in_responses
def what_holds_for_tools_is_not_kept(reply: Reply) -> None:
    for member in ("tools", "tool_choice"):
        del reply.body[member]


@fault("responses.retrieve.unknown", on=RESPONSE_KEPT)
def an_unknown_response_is_null(reply: Reply) -> None:
    if reply.status == 404 and reply.request.parameters["response_id"] == UNKNOWN:
        reply.status, reply.body = 200, {"id": UNKNOWN, "object": "response", "status": "completed", "output": []}


@fault("responses.retrieve.unknown-status", on=RESPONSE_KEPT)
def an_unknown_response_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400
