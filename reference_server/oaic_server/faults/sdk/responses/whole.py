"""Responses that the official Python SDK cannot read, put together, parse or go on with."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses
from oaic_server.faults.responses.stream.replies import drop, first, in_streams, lifecycle

A_DATE = "2026-01-01T00:00:00Z"


# --- whole --------------------------------------------------------------------------------------------


@fault("sdk.responses.reply", on=RESPONSE, also={"responses.items.content": "it is what is not there"})
@in_responses
def messages_have_null_for_content(reply: Reply) -> None:
    for item in reply.body["output"]:
        if item["type"] == "message":
            item["content"] = None


@fault("sdk.responses.strict", on=RESPONSE, also={"responses.reply.created-at": "it is what is spelt out"})
@in_responses
def a_response_was_created_at_a_date(reply: Reply) -> None:
    reply.body["created_at"] = A_DATE


@fault("sdk.responses.parse", stage="answer", on=RESPONSE)
def titles_are_no_part_of_a_format(request: Request) -> None:
    """Every schema that is made of a class has one."""
    if not request.stream:
        refuse_titles(request.body.get("text"))


@fault("sdk.responses.parse-stream", stage="answer", on=RESPONSE)
def titles_are_no_part_of_a_streamed_format(request: Request) -> None:
    if request.stream:
        refuse_titles(request.body.get("text"))


def refuse_titles(text: Any) -> None:
    if isinstance(text, dict) and "title" in (text.get("format") or {}).get("schema", {}):
        raise Refusal(400, "text: found title, expected no such keyword", param="text.format.schema")


@fault(
    "sdk.responses.round-trip",
    stage="answer",
    on=RESPONSE,
    also=dict.fromkeys(
        ("responses.tools.answered", "responses.tools.answered-streamed"), "it goes on with the call as it came"
    ),
)
def calls_of_what_is_not_kept_are_unknown(request: Request) -> None:
    """A server that looks an item up by its id, where it was told to keep none."""
    said = request.body.get("input")
    for item in said if isinstance(said, list) else []:
        if item.get("type") == "function_call" and item.get("id"):
            raise Refusal(404, f"input: there is no item {item['id']!r}; it is not kept where store is false")


# --- streamed -----------------------------------------------------------------------------------------


@fault("sdk.responses.stream", on=RESPONSE, also={"responses.stream.json": "it is what a word is not"})
@in_streams
def a_word_comes_before_the_events(reply: Reply) -> None:
    reply.frames = [Frame("ping"), *(reply.frames or [])]


@fault("sdk.responses.strict-stream", on=RESPONSE, also={"responses.stream.schema": "a date is no number"})
@in_streams
def a_streamed_response_was_created_at_a_date(reply: Reply) -> None:
    for frame in lifecycle(reply):
        frame.data["response"]["created_at"] = A_DATE


@fault(
    "sdk.responses.stream-helper",
    on=RESPONSE,
    also={"responses.stream.order.created-first": "it is the event that the helper wants first"},
)
@in_streams
def the_helper_misses_the_first_event(reply: Reply) -> None:
    drop(reply, first(reply, "response.created"))
