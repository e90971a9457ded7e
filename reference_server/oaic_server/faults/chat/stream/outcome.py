"""Requests for streams that are not answered."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import in_streamed_texts
from oaic_server.faults.chat.stream.whole import LONG, instead, of_two
from oaic_server.faults.operations import CHAT

EARLY = 300  # bytes: in the middle of the first few chunks


@fault("chat.stream.outcome", on=CHAT)
@in_streamed_texts
def the_connection_drops_in_the_middle(reply: Reply) -> None:
    reply.wire.cut_after = EARLY


@fault("chat.stream.outcome:silence", on=CHAT)
def the_stream_falls_silent(reply: Reply) -> None:
    if of_two(reply):
        reply.wire.pauses = {EARLY: LONG}


@fault("chat.stream.outcome:no-done-and-open", on=CHAT)
def the_stream_stays_open_and_never_says_done(reply: Reply) -> None:
    if of_two(reply):
        reply.drop(reply.terminator)
        reply.wire.hold_open = LONG


@fault("chat.stream.outcome:failure", on=CHAT)
@in_streamed_texts
def streams_fail(reply: Reply) -> None:
    instead(reply, {"error": {"message": "Out of order.", "type": "server_error", "param": None, "code": None}})
    reply.status = 500
