"""Where faults of conversations apply, and what is made up in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults.pages import asked

UNKNOWN = "6f1d2c6f1d2c6f1d2c6f1d2c"  # how the ids end that the suite makes up
LONG_AGO = 1767225600
ALL = "100"  # the limit of who wants all of a conversation

Json = dict[str, Any]


def is_made_up(id: object) -> bool:
    return str(id).endswith(UNKNOWN)


def made_up(id: str) -> Json:
    """A conversation of any id."""
    return {"id": id, "object": "conversation", "created_at": LONG_AGO, "metadata": {}}


def message(id: str, text: str) -> Json:
    content = [{"type": "input_text", "text": text}]
    return {"id": id, "type": "message", "role": "user", "status": "completed", "content": content}


def is_all(reply: Reply, count: int) -> bool:
    """Whether a list is of all of a conversation, and so long."""
    return asked(reply).get("limit") == ALL and len(reply.body["data"]) == count


def is_labelled(labels: Mapping[str, Any]) -> bool:
    """Whether it is a conversation of somebody: what only asks whether there are any gives no labels."""
    return bool(labels.get("metadata"))
