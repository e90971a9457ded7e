"""Where faults of any stream apply, and what many streams have wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from oaic_server.exchange.reply import Frame, Reply

Change = Callable[[Reply], None]
TERMINATOR = "[DONE]"


def in_streams(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.frames and not reply.is_error:
            change(reply)

    return changed


def declare_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain; charset=utf-8")


def cut_in_half(reply: Reply, frame: Frame) -> None:
    """An event of which the second half is missing."""
    whole = frame.encode(reply.encode)
    frame.raw = whole[: len(whole) // 2] + b"\n\n"


def failure(message: str, event: str | None = None) -> Frame:
    error = {"type": "server_error", "code": "server_error", "message": message, "param": None}
    return Frame({"error": error}, event)


def terminate(reply: Reply) -> None:
    reply.frames = [*(reply.frames or []), Frame(TERMINATOR)]
