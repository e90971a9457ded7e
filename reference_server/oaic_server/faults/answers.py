"""Where faults of whole chat answers apply: not to what refuses, and not to what streams."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from oaic_server.reply import Reply

CHAT = "createChatCompletion"
Change = Callable[[Reply], None]


def in_answers(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if isinstance(reply.body, dict) and not reply.is_error:
            change(reply)

    return changed


def choices(reply: Reply) -> list[Any]:
    found: list[Any] = reply.body["choices"]
    return found


def messages(reply: Reply) -> list[Any]:
    return [choice["message"] for choice in choices(reply)]
