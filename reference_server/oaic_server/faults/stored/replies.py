"""Where faults of kept chats apply, and what is made up in them."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults.pages import asked

UNKNOWN = "6f1d2c6f1d2c6f1d2c6f1d2c"  # how the ids end that the suite makes up
LONG_AGO = 1767225600

Json = dict[str, Any]


def id_of(reply: Reply) -> str:
    return reply.request.parameters["completion_id"]


def is_made_up(reply: Reply) -> bool:
    return id_of(reply).endswith(UNKNOWN)


def is_labelled(chat: Json) -> bool:
    """Whether it is a chat of somebody: what only asks whether any are kept gives no labels."""
    return bool(chat.get("metadata"))


def made_up(id: str) -> Json:
    """An answer of any id."""
    message = {"role": "assistant", "content": "Very well.", "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    answer = {"id": id, "object": "chat.completion", "created": LONG_AGO, "model": "parrot-1", "choices": [choice]}
    return {**answer, "metadata": {}}


def is_of_series(reply: Reply) -> bool:
    """Whether a list is by a label: what only asks whether there are lists says nothing."""
    return any(name.startswith("metadata[") for name in asked(reply))
