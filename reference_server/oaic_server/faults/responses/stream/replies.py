"""The events of a stream, as faults find, move and number them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import wraps
from typing import Any

from oaic_server.exchange.reply import Frame, Reply

Change = Callable[[Reply], None]
ADDED, DONE_ITEM = "response.output_item.added", "response.output_item.done"
ENDS = ("response.completed", "response.incomplete", "response.failed")


def in_streams(change: Change) -> Change:
    """In streams of what is not to be kept: what is kept would differ from what was told."""

    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.chunks and reply.request.members.get("store") is not True:
            change(reply)

    return changed


def of_type(reply: Reply, *endings: str) -> Iterator[Frame]:
    """The events whose types end in one of these ways."""
    return (frame for frame in reply.chunks if frame.data["type"].endswith(endings))


def first(reply: Reply, *endings: str) -> Frame | None:
    return next(of_type(reply, *endings), None)


def last(reply: Reply) -> Frame:
    return reply.chunks[-1]


def drop(reply: Reply, *frames: Frame | None) -> None:
    """Without these events, and numbered as if they had never been."""
    reply.drop(*frames)
    renumber(reply)


def insert(reply: Reply, at: Frame | None, *frames: Frame) -> None:
    """Further events before one that is there; at the end where there is none."""
    if reply.frames is not None:
        place = reply.frames.index(at) if at in reply.frames else len(reply.frames)
        reply.frames[place:place] = frames
        renumber(reply)


def renumber(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        frame.data["sequence_number"] = number


def twin(frame: Frame, **members: Any) -> Frame:
    copied = deepcopy(frame)
    copied.data |= members
    return copied


def event(type: str, **members: Any) -> Frame:
    return Frame({"type": type, "sequence_number": 0, **members}, type)


def retyped(frame: Frame, type: str) -> None:
    frame.data["type"] = frame.event = type


def lifecycle(reply: Reply) -> Iterator[Frame]:
    return (frame for frame in reply.chunks if "response" in frame.data)


def after(reply: Reply, frame: Frame) -> Frame | None:
    """The event behind one."""
    frames = reply.chunks
    place = frames.index(frame) + 1
    return frames[place] if place < len(frames) else None
