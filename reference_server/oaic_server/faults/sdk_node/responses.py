"""Responses the Node SDK stumbles over."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, items
from oaic_server.faults.responses.stream.replies import first, in_streams, retyped
from oaic_server.faults.sdk_node.replies import A_WORD, NOT_JSON


@fault("sdk-node.responses.reply", on=RESPONSE, also={"responses.reply.content-type": NOT_JSON})
@in_responses
def a_response_is_declared_as_bytes(reply: Reply) -> None:
    reply.set_header("content-type", "application/octet-stream")


@fault("sdk-node.responses.stream", on=RESPONSE, also={"responses.stream.json": A_WORD})
@in_streams
def events_begin_with_a_word(reply: Reply) -> None:
    reply.frames = [Frame("ping"), *(reply.frames or [])]


@fault(
    "sdk-node.responses.helper",
    on=RESPONSE,
    also={
        "responses.stream.order.created-first": "it is the event that the helper wants first",
        "responses.stream.order.opening": "it is told twice that the response is in progress",
    },
)
@in_streams
def the_first_event_is_of_another_type(reply: Reply) -> None:
    if created := first(reply, "response.created"):
        retyped(created, "response.in_progress")


@fault(
    "sdk-node.responses.parse",
    on=RESPONSE,
    also={
        "responses.structured.json": "a fence is no JSON",
        "responses.structured.schema": "what is no JSON keeps no schema",
    },
)
@in_responses
def a_document_stands_in_a_fence(reply: Reply) -> None:
    if (reply.request.body.get("text") or {}).get("format", {}).get("type") == "json_schema":
        for item in items(reply, "message"):
            for part in item["content"]:
                part["text"] = f"```json\n{part.get('text', '')}\n```"
