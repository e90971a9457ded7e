"""The answers and lines of Ollama's API, as faults change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Line, Reply
from oaic_server.exchange.request import Request

Body = dict[str, Any]


def whole(reply: Reply) -> list[Body]:
    """A success that is one object, as a list of one; none of anything else."""
    return [] if reply.is_error or reply.source is not None else [reply.body]


def lines(reply: Reply) -> list[Line]:
    """The lines of a stream; none where there is none."""
    return [frame for frame in reply.frames or [] if isinstance(frame, Line)]


def each(reply: Reply, change: Callable[[Body], Any]) -> None:
    """Changes the one object, or the object of each line."""
    for value in (*whole(reply), *(line.data for line in lines(reply))):
        change(value)


def system(reply: Reply) -> bool:
    """Whether it answers a request that says more than the plainest ones."""
    return has_system(reply.request)


def has_system(request: Request) -> bool:
    messages = request.members.get("messages") or []
    return "system" in request.members or any(message.get("role") == "system" for message in messages)


def is_cut(request: Request) -> bool:
    return (request.members.get("options") or {}).get("num_predict") == 1


def told_in_words(value: Body) -> None:
    """The date, as a browser writes it."""
    value["created_at"] = "Sat Nov 28 2026 03:48:23"


def prefixed(reply: Reply) -> None:
    """The first line as an event."""
    for line in lines(reply)[:1]:
        line.raw = b"data: " + line.encode(reply.encode)


def redirect(reply: Reply) -> None:
    """To the same below another path, with the answer for those who read it all the same."""
    if not reply.is_error:
        reply.status = 307
        reply.set_header("location", f"/ollama{reply.request.path}")


def fail(request: Request, broken: bool) -> None:
    if broken:
        raise Refusal(500, "It failed.", kind="server_error")
