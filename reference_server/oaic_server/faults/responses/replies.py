"""Where faults of whole responses apply, and what they change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults.chat.replies import in_answers

Change = Callable[[Reply], None]
Item = dict[str, Any]
CUT = "incomplete"
WORDS = [{"type": "output_text", "text": "I would rather talk.", "annotations": [], "logprobs": []}]
MESSAGE = {"id": "msg_talk", "type": "message", "role": "assistant", "status": "completed", "content": WORDS}


def in_responses(change: Change) -> Change:
    """In those that are not to be kept: what is kept would differ from what was given."""

    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.request.members.get("store") is not True:
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


def words_instead(reply: Reply) -> None:
    reply.body["output"] = [MESSAGE]


def recount(reply: Reply, input_tokens: int) -> None:
    """Another count of the input, and the total that follows from it."""
    usage = reply.body["usage"]
    usage |= {"input_tokens": input_tokens, "total_tokens": input_tokens + usage["output_tokens"]}


def is_cut(reply: Reply) -> bool:
    return bool(reply.body["status"] == CUT)
