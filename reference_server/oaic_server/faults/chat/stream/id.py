"""Ids of streams that are wrong."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT


@fault("chat.stream.id", on=CHAT)
def later_chunks_have_no_id(reply: Reply) -> None:
    for frame in reply.chunks[1:]:
        del frame.data["id"]


ALL_ALIKE = dict.fromkeys(("chat.stream.own-id", "concurrency.answers.own-id"), "nothing tells two empty ids apart")


@fault("chat.stream.id-not-empty", on=CHAT, also=ALL_ALIKE)
def ids_are_empty(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["id"] = ""
