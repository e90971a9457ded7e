"""Where faults of whole responses apply, and what they change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request

Change = Callable[[Reply], None]
Item = dict[str, Any]
CUT = "incomplete"


def in_answers(change: Change) -> Change:
    """In what is answered whole: not in what refuses, and not in streams."""

    @wraps(change)
    def changed(reply: Reply) -> None:
        if isinstance(reply.body, dict) and not reply.is_error:
            change(reply)

    return changed


def in_responses(change: Change) -> Change:
    """In those that are not to be kept: what is kept would differ from what was given."""

    @wraps(change)
    def changed(reply: Reply) -> None:
        if body(reply.request).get("store") is not True:
            change(reply)

    return in_answers(changed)


def in_complete_responses(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.body["status"] == "completed":
            change(reply)

    return in_responses(changed)


def items(reply: Reply, *types: str) -> Iterator[Item]:
    return (item for item in reply.body["output"] if not types or item["type"] in types)


def texts(reply: Reply) -> Iterator[Item]:
    return (part for item in items(reply, "message") for part in item["content"] if part["type"] == "output_text")


def is_cut(reply: Reply) -> bool:
    return bool(reply.body["status"] == CUT)


def body(request: Request) -> dict[str, Any]:
    return request.body if isinstance(request.body, dict) else {}
