"""Responses that the official Python SDK cannot read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses
from oaic_server.faults.responses.stream.replies import drop, first, in_streams


@fault("sdk.responses.reply", on=RESPONSE, also={"responses.items.content": "it is what is not there"})
@in_responses
def messages_have_null_for_content(reply: Reply) -> None:
    for item in reply.body["output"]:
        if item["type"] == "message":
            item["content"] = None


@fault(
    "sdk.responses.stream",
    on=RESPONSE,
    also={"responses.stream.order.created-first": "it is the event that the helper wants first"},
)
@in_streams
def the_helper_misses_the_first_event(reply: Reply) -> None:
    drop(reply, first(reply, "response.created"))
