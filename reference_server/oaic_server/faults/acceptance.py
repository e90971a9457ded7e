"""Where a server takes what it should refuse: an answer is made up in place of the refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.reply import Reply

Body = dict[str, Any]


Lie = Callable[[Body], bool]


def accept(reply: Reply, lie: Lie, made_up: Callable[[Body], Body]) -> None:
    """Answers a refused request of which `lie` holds."""
    body = reply.request.body
    if reply.is_error and isinstance(body, dict) and lie(body):
        reply.status, reply.body = 200, made_up(body)


def answered(body: Body) -> Body:
    """An answer to any chat."""
    message: Body = {"role": "assistant", "content": "Very well.", "refusal": None, "annotations": []}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1767225600,
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
    }
