"""Streamed calls that are not forced."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import (
    choice_of,
    finish,
    in_streams_that_call,
)
from oaic_server.faults.tools.stream.whole import in_words


@fault("tools.stream.forced", on=CHAT)
@in_streams_that_call
def a_required_call_is_told_in_words(reply: Reply) -> None:
    if choice_of(reply.request) == "required":
        in_words(reply)
        finish(reply, "stop")


@fault("tools.stream.forced-finish-reason", on=CHAT)
@in_streams_that_call
def a_required_call_finishes_with_function_call(reply: Reply) -> None:
    if choice_of(reply.request) == "required":
        finish(reply, "function_call")
