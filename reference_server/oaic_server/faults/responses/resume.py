"""Streams that are not gone on with where they were interrupted."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import RESPONSE_KEPT
from oaic_server.faults.responses.stream.replies import drop, first, in_streams


@fault("responses.resume.status", on=RESPONSE_KEPT)
@in_streams
def resuming_fails(reply: Reply) -> None:
    reply.frames = None
    break_down(reply)


@fault(
    "responses.resume.next",
    on=RESPONSE_KEPT,
)
@in_streams
def an_event_is_passed_over(reply: Reply) -> None:
    if reply.frames:
        reply.frames = reply.frames[1:]


@fault("responses.resume.grammar", on=RESPONSE_KEPT)
@in_streams
def what_is_left_lacks_a_text(reply: Reply) -> None:
    numbers = [frame.data["sequence_number"] for frame in reply.chunks]
    drop(reply, first(reply, "output_text.done"))
    for number, frame in zip(numbers, reply.chunks, strict=False):
        frame.data["sequence_number"] = number
