"""A small server that is honest: what the hostile ones are but for one thing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import unquote

from hostile.wire import EVENTS, LIST, MODEL, Asked, answer, error, head

ENTRY = {"id": MODEL, "object": "model", "created": 1767225600, "owned_by": "nobody"}
CHAT = {"id": "chatcmpl-1", "created": 1767225600, "model": MODEL, "system_fingerprint": "fp_1"}


def chat() -> dict:
    message = {"role": "assistant", "content": "Hello.", "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    return CHAT | {"object": "chat.completion", "choices": [choice], "usage": usage}


def chunk(delta: dict, finish_reason: str | None = None) -> dict:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    return CHAT | {"object": "chat.completion.chunk", "choices": [choice]}


def frame(value: object) -> bytes:
    return b"data: " + (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n\n"


def chunks(*texts: str) -> list[dict]:
    first, last = chunk({"role": "assistant", "content": ""}), chunk({}, "stop")
    return [first, *(chunk({"content": text}) for text in texts), last]


def honest_value(asked: Asked) -> tuple[int, object]:
    found = {LIST: {"object": "list", "data": [ENTRY]}, f"{LIST}/{MODEL}": ENTRY, "/v1/chat/completions": chat()}
    if unquote(asked.path) not in found:
        return 404, error("there is no such thing", "model_not_found")
    return 200, found[unquote(asked.path)]


def honest(asked: Asked) -> Iterator[object]:
    status, value = honest_value(asked)
    if status == 200 and asked.body.get("stream"):
        yield head(200, EVENTS) + b"".join(map(frame, [*chunks("Hel", "lo."), b"[DONE]"]))
    else:
        yield answer(status, value)
