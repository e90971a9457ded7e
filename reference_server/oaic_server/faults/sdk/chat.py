"""Chats that the official Python SDK cannot read, fold, parse or go on with."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import EVENT_STREAM, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_texts
from oaic_server.faults.chat.stream.replies import in_streamed_texts
from oaic_server.faults.operations import CHAT

RAW = "x-stainless-raw-response"  # `true` for an answer to be handed over, `stream` for one to be read in pieces


# --- plain --------------------------------------------------------------------------------------------


@fault("sdk.chat.reply", on=CHAT, also={"http.gzip.answer": "it is what is declared"})
@in_texts
def what_is_not_compressed_is_declared_as_gzip(reply: Reply) -> None:
    """Only to those who would take gzip; the suite itself asks for the identity."""
    if "gzip" in reply.request.headers.get("accept-encoding", ""):
        reply.set_header("content-encoding", "gzip")


@fault("sdk.chat.strict", on=CHAT, also={"chat.reply.object": "it is what is wrong"})
@in_texts
def an_answer_says_it_is_a_chunk(reply: Reply) -> None:
    reply.body["object"] = "chat.completion.chunk"


@fault("sdk.chat.raw-response", on=CHAT)
@in_texts
def a_raw_answer_is_wrapped(reply: Reply) -> None:
    """A gateway that takes the SDK's header for a wish of its own."""
    if reply.request.headers.get(RAW) == "true":
        reply.body = {"status": reply.status, "response": reply.body}


@fault("sdk.chat.streaming-response", on=CHAT)
@in_texts
def an_answer_to_be_streamed_is_an_event(reply: Reply) -> None:
    if reply.request.headers.get(RAW) == "stream":
        reply.body = b"data: " + reply.content() + b"\n\n"
        reply.set_header("content-type", EVENT_STREAM)


@fault(
    "sdk.chat.round-trip",
    stage="answer",
    on=CHAT,
    also={"chat.messages.round-trip": "it goes on as it came", "chat.messages.null-members": "a refusal is one"},
)
def nobody_may_say_that_there_is_no_refusal(request: Request) -> None:
    for message in request.body["messages"]:
        if "refusal" in message and "tool_calls" not in message:
            raise Refusal(400, "messages: found refusal, expected no such member", code="unknown_parameter")


# --- streamed -----------------------------------------------------------------------------------------


@fault("sdk.chat.stream", on=CHAT, also={"chat.stream.delta": "it is what is missing"})
@in_streamed_texts
def the_last_chunk_has_no_delta(reply: Reply) -> None:
    for chunk in reply.chunks[-1:]:
        for choice in chunk.data["choices"]:
            choice["delta"] = None


@fault("sdk.chat.strict-stream", on=CHAT, also={"chat.stream.created": "it is what is spelt out"})
@in_streamed_texts
def chunks_were_created_at_a_date(reply: Reply) -> None:
    for chunk in reply.chunks:
        chunk.data["created"] = "2026-01-01T00:00:00Z"


@fault("sdk.chat.stream-helper", on=CHAT, also={"chat.stream.object": "it is what the helper asserts"})
@in_streamed_texts
def chunks_say_they_are_answers(reply: Reply) -> None:
    for chunk in reply.chunks:
        chunk.data["object"] = "chat.completion"


# --- structured output --------------------------------------------------------------------------------


@fault("sdk.chat.parse", stage="answer", on=CHAT)
def titles_are_no_part_of_a_schema(request: Request) -> None:
    """Every schema that is made of a class has one."""
    if not request.stream:
        refuse_titles(request.body.get("response_format"))


@fault("sdk.chat.parse-stream", stage="answer", on=CHAT)
def titles_are_no_part_of_a_streamed_schema(request: Request) -> None:
    if request.stream:
        refuse_titles(request.body.get("response_format"))


def refuse_titles(asked: Any) -> None:
    if isinstance(asked, dict) and "title" in asked.get("json_schema", {}).get("schema", {}):
        raise Refusal(400, "response_format: found title, expected no such keyword", param="response_format")
