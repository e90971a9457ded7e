"""Types of streamed calls that are wrong."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import (
    followers,
    in_streams_that_call,
    lasts,
    placed,
)


@fault("tools.stream.type", on=CHAT)
@in_streams_that_call
def the_type_comes_last(reply: Reply) -> None:
    ends = lasts(reply)
    for place, fragment in placed(reply):
        if "type" in fragment:
            ends[place]["type"] = fragment.pop("type")


@fault("tools.stream.type-not-null", on=CHAT)
@in_streams_that_call
def later_pieces_have_a_type_of_null(reply: Reply) -> None:
    for fragment, _ in followers(reply):
        fragment["type"] = None
