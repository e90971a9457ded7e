"""A message of a request, as it is listed beside the answer that is kept."""

from __future__ import annotations

from typing import Any

from oaic_server.surfaces.chat.prompt import parts, texts

Json = dict[str, Any]


def described(message: Json, id: str) -> Json:
    """The message with an id of its own; its content is its text, and what it was put together from stands beside."""
    in_parts = parts(message)
    text = "".join(texts(message)) if in_parts else message.get("content")
    return {"name": None, **message, "id": id, "content": text, "content_parts": in_parts or None}
