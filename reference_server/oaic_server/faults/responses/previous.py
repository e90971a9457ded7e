"""Responses that do not go on with earlier ones, or with what is not there."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, recount

UNKNOWN = f"resp_{'6f1d2c' * 8}"
MEMBER = "previous_response_id"


def goes_on(request: Request) -> bool:
    return request.members.get(MEMBER) not in (None, UNKNOWN)


def without(request: Request) -> Request:
    return replace(request, body={name: value for name, value in request.body.items() if name != MEMBER})


@fault("responses.previous.status", stage="answer", on=RESPONSE)
def what_is_kept_cannot_be_gone_on_with(request: Request) -> Reply | None:
    if not goes_on(request):
        return None
    code = "previous_response_not_found"
    return Refusal(400, f"{MEMBER}: there is no such response", code=code, param=MEMBER).reply(request)


@fault("responses.previous.streamed", on=RESPONSE)
def a_stream_tells_another_id_than_is_kept(reply: Reply) -> None:
    asked = reply.request.members
    for frame in reply.chunks if asked.get("store") is True and not asked.get("background") else ():
        if response := frame.data.get("response"):
            response["id"] = "resp_told"


@fault("responses.previous.told", on=RESPONSE)
@in_responses
def the_previous_response_is_not_told(reply: Reply) -> None:
    reply.body[MEMBER] = None


@fault("responses.previous.counted", on=RESPONSE)
@in_responses
def what_went_before_is_not_counted(reply: Reply) -> None:
    if goes_on(reply.request):
        recount(reply, 1)


@fault(
    "responses.previous.counted:forgotten",
    stage="request",
    on=RESPONSE,
    also={"responses.previous.told": "what is forgotten is not told"},
)
def what_was_said_before_is_forgotten(request: Request) -> Request:
    alone = isinstance(request.members.get("input"), str) and "conversation" not in request.members
    return without(request) if alone and goes_on(request) else request


@fault("responses.previous.instructions", stage="request", on=RESPONSE)
def instructions_are_kept_with_what_was_heard(request: Request) -> Request:
    """As one more item of a conversation, of which all is heard again."""
    told, said = request.members.get("instructions"), request.members.get("input")
    if not told or not isinstance(said, str) or request.members.get("store") is not True:
        return request
    heard = [{"role": "developer", "content": told}, {"role": "user", "content": said}]
    return replace(request, body=request.body | {"instructions": None, "input": heard})


@fault("responses.previous.unknown", stage="request", on=RESPONSE)
def what_is_not_there_is_ignored(request: Request) -> Request:
    return without(request) if request.members.get(MEMBER) == UNKNOWN else request


@fault("responses.previous.unknown-status", on=RESPONSE)
def what_is_not_there_is_a_conflict(reply: Reply) -> None:
    if reply.is_error and reply.request.members.get(MEMBER) == UNKNOWN:
        reply.status = 409


@benign("responses.previous.refused-by-name", on=RESPONSE)
def nothing_that_went_before_is_known(reply: Reply) -> None:
    """As of a server that keeps nothing: it says so of each id."""
    if reply.is_error and reply.request.members.get(MEMBER) == UNKNOWN:
        reply.body = Refusal(400, f"{MEMBER} is not supported: nothing is kept", param=MEMBER).envelope()


@benign("responses.previous.unsupported", stage="answer", on=RESPONSE)
def nothing_is_gone_on_with(request: Request) -> Reply | None:
    """As of a server that keeps responses to be looked at, and no more."""
    if request.members.get(MEMBER) is None:
        return None
    refusal = Refusal(400, f"{MEMBER} is not supported", code="unsupported_parameter", param=MEMBER)
    return refusal.reply(request)
