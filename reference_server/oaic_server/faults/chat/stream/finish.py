"""Faults in how a choice says that it is finished."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import choices, like
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import every_choice, in_streams_that_call


def finish(frame: Frame) -> bool:
    return not isinstance(frame.data, str) and any(choice["finish_reason"] for choice in frame.data["choices"])


def follow(reply: Reply, **changes: Any) -> None:
    """After each chunk that finishes a choice, one like it."""
    if reply.frames:
        reply.frames = [
            each for frame in reply.frames for each in ((frame, like(frame, **changes)) if finish(frame) else (frame,))
        ]


@fault("chat.stream.finish-key", on=CHAT)
def a_reason_of_null_is_left_out(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["finish_reason"] is None:
            del choice["finish_reason"]


@fault("chat.stream.finish-value", on=CHAT)
def the_turn_ends(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["finish_reason"] == "stop":
            choice["finish_reason"] = "end_turn"


@fault("chat.stream.finish-value:empty", on=CHAT)
def the_reason_is_empty_until_the_last(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = choice["finish_reason"] or ""


@fault("chat.stream.finish-once", on=CHAT)
def every_choice_finishes_twice(reply: Reply) -> None:
    follow(reply)


@fault("chat.stream.finish-once:always", on=CHAT)
def every_piece_is_the_last(reply: Reply) -> None:
    reasons = {choice["index"]: choice["finish_reason"] for choice in choices(reply)}
    for choice in choices(reply):
        choice["finish_reason"] = reasons[choice["index"]]


@fault("chat.stream.finish-last", on=CHAT)
def a_choice_goes_on_after_its_finish(reply: Reply) -> None:
    follow(reply, finish_reason=None)


@fault("chat.stream.finish-once:with-calls", on=CHAT, dull="calls")
@in_streams_that_call
def every_piece_of_a_call_finishes(reply: Reply) -> None:
    """The last two pieces finish as the end itself does."""
    ends = every_choice(reply)[-3:]
    for choice in ends:
        choice["finish_reason"] = ends[-1]["finish_reason"]
