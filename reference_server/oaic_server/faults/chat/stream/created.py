"""Streams with dates that are none."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT


@fault("chat.stream.created", on=CHAT)
def chunks_are_dated_in_words(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["created"] = "2026-01-01T00:00:00Z"


@fault("chat.stream.created:missing", on=CHAT)
def chunks_have_no_date(reply: Reply) -> None:
    for frame in reply.chunks:
        del frame.data["created"]


@fault("chat.stream.created-plausible", on=CHAT)
def chunks_are_dated_in_milliseconds(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["created"] *= 1000


@fault("chat.stream.created-plausible:nought", on=CHAT)
def chunks_are_dated_nought(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["created"] = 0
