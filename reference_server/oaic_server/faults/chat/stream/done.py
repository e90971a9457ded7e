"""Faults of the terminator."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import teller
from oaic_server.faults.operations import CHAT


@fault("chat.stream.done", on=CHAT)
def the_stream_ends_without_done(reply: Reply) -> None:
    reply.drop(reply.terminator)


@fault("chat.stream.done-last", on=CHAT)
def the_last_chunk_follows_done(reply: Reply) -> None:
    if reply.frames:
        reply.frames[-2:] = reversed(reply.frames[-2:])


@fault("chat.stream.done-once", on=CHAT)
def done_is_said_twice(reply: Reply) -> None:
    if reply.frames:
        reply.frames.append(reply.frames[-1])


@fault("chat.stream.done-last:usage", on=CHAT)
def usage_follows_done(reply: Reply) -> None:
    for frame in teller(reply):
        reply.drop(frame)
        reply.frames = [*(reply.frames or []), frame]
