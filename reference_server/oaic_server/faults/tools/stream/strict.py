"""Streamed calls of strict functions that are not."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import (
    fragments,
    in_streams_that_call,
    strict,
)
from oaic_server.faults.tools.stream.whole import pile_up


@fault("tools.stream.strict-object", on=CHAT)
@in_streams_that_call
def every_piece_of_strict_arguments_repeats_all_before_it(reply: Reply) -> None:
    if strict(reply.request):
        pile_up(reply)


@fault("tools.stream.strict-schema", on=CHAT)
@in_streams_that_call
def strict_arguments_are_streamed_without_members(reply: Reply) -> None:
    if strict(reply.request):
        for fragment in fragments(reply):
            fragment["function"]["arguments"] = "{}" if "id" in fragment else ""
