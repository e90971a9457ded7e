"""Which files faults are about: those that the suite sends, by their names."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply

UNKNOWN = "6f1d2c6f1d2c6f1d2c6f1d2c"  # how the id ends that the suite makes up
FIRST, LATER = "first.jsonl", "second.jsonl"
LONG_AGO = 1767225600


def is_made_up(reply: Reply) -> bool:
    return reply.request.parameters["file_id"].endswith(UNKNOWN)


def is_called(reply: Reply, *names: str) -> bool:
    return isinstance(reply.body, dict) and reply.body.get("filename") in names


def made_up(id: str) -> dict[str, Any]:
    """A file of any id."""
    named = {"filename": "made-up.jsonl", "purpose": "batch", "status": "processed"}
    return {"id": id, "object": "file", "bytes": 1, "created_at": LONG_AGO, **named}
