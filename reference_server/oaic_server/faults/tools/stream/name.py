"""Names of streamed calls that are wrong."""

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


@fault("tools.stream.name", on=CHAT)
@in_streams_that_call
def the_name_comes_last(reply: Reply) -> None:
    ends = lasts(reply)
    for place, fragment in placed(reply):
        if "name" in fragment.get("function", {}):
            ends[place]["function"]["name"] = fragment["function"].pop("name")


@fault("tools.stream.name-once", on=CHAT)
@in_streams_that_call
def every_piece_has_the_name(reply: Reply) -> None:
    for fragment, first in followers(reply):
        if "function" in fragment:
            fragment["function"]["name"] = first["function"]["name"]
