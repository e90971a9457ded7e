"""Streams with dates that are none."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import COMPLETION


@fault("completions.stream.created-plausible", on=COMPLETION)
def chunks_are_dated_in_milliseconds(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["created"] *= 1000
