"""Where faults of streamed text apply, and what they change; calls and formats have faults of their own."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import wraps
from typing import Any

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults.chat.replies import ELSEWHERE, Change

Choice = dict[str, Any]


def choices(reply: Reply) -> Iterator[Choice]:
    for frame in reply.chunks:
        yield from frame.data["choices"]


def later(reply: Reply) -> Iterator[Choice]:
    """All but the first piece of each choice."""
    begun: set[int] = set()
    for choice in choices(reply):
        if choice["index"] in begun:
            yield choice
        begun.add(choice["index"])


def like(frame: Frame, **changes: Any) -> Frame:
    """A chunk like another, but for these members of its choices."""
    twin = deepcopy(frame)
    for choice in twin.data["choices"]:
        choice |= changes
    return twin


def insert(reply: Reply, at: int, *frames: Frame) -> None:
    if reply.frames:
        reply.frames[at:at] = frames


def bare(frame: Frame, **members: Any) -> Frame:
    """A chunk that has nothing of a choice."""
    return Frame({name: value for name, value in frame.data.items() if name != "choices"} | members)


def saying(frame: Frame, content: str) -> Frame:
    """A chunk like another, with this text instead."""
    twin = deepcopy(frame)
    twin.data["choices"][0]["delta"]["content"] = content
    return twin


def heard(request: Request) -> str:
    return str(request.body["messages"][-1]["content"])


def deltas(reply: Reply) -> Iterator[dict[str, Any]]:
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            yield choice["delta"]


def teller(reply: Reply) -> list[Frame]:
    """The chunk with the usage, where there is one."""
    return [frame for frame in reply.chunks if frame.data.get("usage")]


def in_streamed_texts(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.frames and not ELSEWHERE & reply.request.body.keys():
            change(reply)

    return changed


def declines_padding(reply: Reply) -> bool:
    """Whether a stream was asked for, and none of its padding."""
    return bool(reply.frames) and (reply.request.body.get("stream_options") or {}).get("include_obfuscation") is False
