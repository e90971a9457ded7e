"""Ids of streamed calls that are wrong."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import (
    followers,
    in_streams_that_call,
    openings,
)


@fault("tools.stream.id", on=CHAT)
@in_streams_that_call
def streamed_calls_have_no_id(reply: Reply) -> None:
    for fragment in openings(reply):
        del fragment["id"]


@fault("tools.stream.id:empty", on=CHAT)
@in_streams_that_call
def streamed_calls_have_an_empty_id(reply: Reply) -> None:
    for fragment in openings(reply):
        fragment["id"] = ""


@fault("tools.stream.id-once", on=CHAT)
@in_streams_that_call
def every_piece_repeats_the_id(reply: Reply) -> None:
    for fragment, first in followers(reply):
        fragment["id"] = first["id"]
