"""A message of a request, as it is listed beside the answer that is kept."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def described(message: Json, id: str) -> Json:
    """The message with an id of its own; its content is its text, and what it was put together from stands beside."""
    content = message.get("content")
    parts = content if isinstance(content, list) else None
    text = content if parts is None else "".join(part.get("text") or part.get("refusal") or "" for part in parts)
    return {"name": None, **message, "id": id, "content": text, "content_parts": parts}
