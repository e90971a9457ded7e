"""Streams of chat chunks that break what clients rely on."""

from __future__ import annotations

from oaic_server.faults import fault
from oaic_server.reply import Reply


@fault("chat.stream.one-id", on="createChatCompletion")
def a_new_id_on_each_chunk(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        frame.data["id"] += f"-{number}"


@fault("chat.stream.done", on="createChatCompletion")
def the_stream_ends_without_done(reply: Reply) -> None:
    reply.drop(reply.terminator)
