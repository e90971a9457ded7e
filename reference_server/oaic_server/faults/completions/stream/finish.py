"""Faults in how a streamed completion says that it is finished."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.completions.stream.replies import frames_of, pieces
from oaic_server.faults.operations import COMPLETION


@fault("completions.stream.finish-value", on=COMPLETION)
def the_reason_is_empty_until_the_last(reply: Reply) -> None:
    for said in pieces(reply):
        said["finish_reason"] = said["finish_reason"] or ""


@fault("completions.stream.finish", on=COMPLETION)
def no_choice_finishes(reply: Reply) -> None:
    for said in pieces(reply):
        said["finish_reason"] = None


@fault("completions.stream.finish-once", on=COMPLETION)
def every_piece_is_the_last(reply: Reply) -> None:
    for said in pieces(reply):
        said["finish_reason"] = said["finish_reason"] or "stop"


@fault("completions.stream.finish-last", on=COMPLETION)
def text_follows_the_finish(reply: Reply) -> None:
    for index, frame in [*enumerate(reply.frames or [])][::-1]:
        finished = [] if isinstance(frame.data, str) else [one for one in frame.data["choices"] if one["finish_reason"]]
        for said in finished:
            more = {**frame.data, "choices": [{**said, "text": "!", "finish_reason": None}]}
            frames_of(reply).insert(index + 1, Frame(more))


@fault("completions.stream.finish-length", on=COMPLETION)
def every_stream_seems_whole(reply: Reply) -> None:
    for said in pieces(reply):
        said["finish_reason"] = said["finish_reason"] and "stop"


@benign("completions.stream.finish-again", on=COMPLETION)
def the_last_text_finishes_and_an_empty_one_again(reply: Reply) -> None:
    """As the service does where an answer runs into its limit."""
    last: dict[int, Any] = {}
    for said in pieces(reply):
        if said["finish_reason"] and said["index"] in last:
            last[said["index"]]["finish_reason"] = said["finish_reason"]
        last[said["index"]] = said


@benign("completions.stream.finish-with-text", on=COMPLETION)
def the_last_piece_of_text_finishes(reply: Reply) -> None:
    """As some of the service's own models do."""
    last: dict[int, Any] = {}
    for frame in list(reply.chunks):
        for said in frame.data["choices"]:
            if said["finish_reason"] and said["index"] in last:
                last[said["index"]]["finish_reason"] = said["finish_reason"]
                reply.drop(frame)
            last[said["index"]] = said
