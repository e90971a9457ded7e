"""Servers that have less of the Responses API, and say so."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import JSON, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign
from oaic_server.faults.operations import INPUT_ITEMS, RESPONSE, RESPONSE_CANCELLING, RESPONSE_DELETION, RESPONSE_KEPT

ABOUT_WHAT_IS_KEPT = (RESPONSE_KEPT, RESPONSE_DELETION, RESPONSE_CANCELLING, INPUT_ITEMS)
MEMBERS = ("previous_response_id", "background")  # that only a server which keeps responses can grant


@benign("responses.no-route", stage="answer", on=RESPONSE)
def there_are_no_responses(request: Request) -> Reply:
    return Refusal(404, "There is nothing here.").reply(request)


@benign("responses.no-stream", stage="answer", on=RESPONSE)
def there_are_no_streams(request: Request) -> Reply | None:
    return Refusal(400, "stream: not supported", param="stream").reply(request) if request.stream else None


@benign("responses.keeps-nothing")
def nothing_is_kept(reply: Reply) -> None:
    asked = [member for member in MEMBERS if reply.request.members.get(member)]
    if reply.request.operation in ABOUT_WHAT_IS_KEPT:
        refuse(reply, Refusal(404, "There is nothing here."))
    elif reply.request.operation == RESPONSE and asked:
        refuse(reply, Refusal(400, f"{asked[0]}: not supported, as nothing is kept", param=asked[0]))
    elif reply.request.operation == RESPONSE and not reply.is_error:
        for told in [reply.body, *(frame.data.get("response") for frame in reply.chunks)]:
            if isinstance(told, dict):
                told["store"] = False


def refuse(reply: Reply, refusal: Refusal) -> None:
    reply.status, reply.frames, reply.body = refusal.status, None, refusal.envelope()
    reply.set_header("content-type", JSON)
