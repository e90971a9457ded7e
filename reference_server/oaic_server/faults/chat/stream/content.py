"""What is said in a stream, or how it is declared, is wrong."""

from __future__ import annotations

from oaic_server.exchange.reply import JSON, Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import (
    in_streamed_texts,
    insert,
    later,
    like,
)
from oaic_server.faults.operations import CHAT


@fault("chat.stream.content-type", on=CHAT)
def a_stream_is_declared_as_text(reply: Reply) -> None:
    if reply.frames:
        reply.set_header("content-type", "text/plain; charset=utf-8")


@fault("chat.stream.content-type:json", on=CHAT)
def a_stream_is_declared_as_json(reply: Reply) -> None:
    if reply.frames:
        reply.set_header("content-type", JSON)


@fault("chat.stream.content-type:missing", on=CHAT)
def a_stream_is_not_declared(reply: Reply) -> None:
    if reply.frames:
        reply.set_header("content-type", None)


@fault("chat.stream.content", on=CHAT)
@in_streamed_texts
def content_is_an_array_of_parts(reply: Reply) -> None:
    for choice in later(reply):
        if "content" in choice["delta"]:
            choice["delta"]["content"] = [{"type": "text", "text": choice["delta"]["content"]}]


@fault("chat.stream.content-not-null", on=CHAT)
def a_run_of_pieces_has_null_content(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 1, *(like(frame, delta={"content": None}) for _ in range(10)))
