"""Where faults of streamed sound apply, and what they change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults.audio.reply import aloud

Change = Callable[[Reply], None]


Delta = dict[str, Any]


def in_streams_aloud(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.frames and aloud(reply.request.body):
            change(reply)

    return changed


def choices(reply: Reply) -> list[Any]:
    return [choice for frame in reply.chunks for choice in frame.data["choices"]]


def sounds(reply: Reply) -> list[Delta]:
    return [choice["delta"]["audio"] for choice in choices(reply) if "audio" in choice["delta"]]
