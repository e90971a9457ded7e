"""Faults of the choices of a chunk."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import bare, insert
from oaic_server.faults.operations import CHAT


@fault("chat.stream.choices", on=CHAT)
def one_chunk_has_no_choices(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 1, bare(frame))


@fault("chat.stream.choices:null", on=CHAT)
def one_chunk_has_null_choices(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 1, bare(frame, choices=None))


@fault("chat.stream.choices-count", on=CHAT)
def only_the_first_choice_comes(reply: Reply) -> None:
    reply.drop(*(frame for frame in reply.chunks if any(choice["index"] for choice in frame.data["choices"])))
