"""Which uploads faults are about, and what is made up in them."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply

LONG_AGO = 1767225600


def has_parts(reply: Reply) -> bool:
    """Whether a completion names parts: what only asks whether there is such a thing names none."""
    return bool(reply.request.members.get("part_ids"))


def part(upload_id: str) -> dict[str, Any]:
    return {"id": "part_1", "object": "upload.part", "created_at": LONG_AGO, "upload_id": upload_id}


def upload(id: str) -> dict[str, Any]:
    """An upload of any id that became a file."""
    named = {"filename": "parts.jsonl", "purpose": "batch", "bytes": 1, "created_at": LONG_AGO}
    file = {"id": "file-1", "object": "file", **named}
    return {"id": id, "object": "upload", **named, "status": "completed", "expires_at": LONG_AGO, "file": file}
