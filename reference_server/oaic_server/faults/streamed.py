"""Where faults of streamed text apply: calls of tools and structured output have faults of their own."""

from __future__ import annotations

from functools import wraps

from oaic_server.faults.answers import ELSEWHERE, Change
from oaic_server.reply import Reply


def in_streamed_texts(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.frames and not ELSEWHERE & reply.request.body.keys():
            change(reply)

    return changed


def declines_padding(reply: Reply) -> bool:
    """Whether a stream was asked for, and none of its padding."""
    return bool(reply.frames) and (reply.request.body.get("stream_options") or {}).get("include_obfuscation") is False
