"""Where faults of batches apply, and what is made up in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from oaic_server.exchange.reply import Reply

UNKNOWN = "6f1d2c6f1d2c6f1d2c6f1d2c"  # how the ids end that the suite makes up
LONG_AGO = 1767225600

Json = dict[str, Any]
Lines = list[Json]


def is_labelled(reply: Reply) -> bool:
    """Whether it is a batch of somebody: what only asks whether there are any gives no labels."""
    return bool(reply.body.get("metadata"))


def is_completed(reply: Reply, failed: int = 0) -> bool:
    """Whether a batch of somebody is completed, with so many requests that failed."""
    over = reply.body["status"] == "completed" and is_labelled(reply)
    return over and reply.body["request_counts"]["failed"] == failed


def is_made_up(reply: Reply) -> bool:
    return reply.request.parameters.get("batch_id", "").endswith(UNKNOWN)


def made_up(id: str = "batch_1", status: str = "validating") -> Json:
    """A batch of any id."""
    return {
        "id": id,
        "object": "batch",
        "endpoint": "/v1/chat/completions",
        "input_file_id": "file-1",
        "completion_window": "24h",
        "status": status,
        "created_at": LONG_AGO,
    }


def lines(content: bytes) -> Lines:
    return [json.loads(line) for line in content.splitlines()]


def of_lines(change: Callable[[Lines], Lines | None]) -> Callable[[Reply], None]:
    """Changes the lines of a file that came of a batch; None means in place."""

    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.is_error or not isinstance(reply.body, bytes) or b'"batch_req_' not in reply.body:
            return
        found = lines(reply.body)
        kept = change(found)
        reply.body = b"".join(json.dumps(line).encode() + b"\n" for line in (found if kept is None else kept))

    return changed


def is_refusal(line: Json) -> bool:
    return bool(line["response"]["status_code"] >= 400)
