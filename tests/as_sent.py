"""Streams in the shape the real service gives them, in our own words."""

from __future__ import annotations

from typing import Any

Chunk = dict[str, Any]
CHAT: Chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1_780_697_000, "model": "m"}
COMPLETION: Chunk = {"id": "c2", "object": "text_completion", "created": 1_780_697_000, "model": "m"}
USAGE = {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13}


def said(reason: str | None = None, **delta: Any) -> Chunk:
    return CHAT | {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}], "usage": None}


def text(text: str, reason: str | None = None) -> Chunk:
    return COMPLETION | {"choices": [{"index": 0, "text": text, "logprobs": None, "finish_reason": reason}]}


# Never finished, the role said twice, and what is left of the sound behind the usage.
ALOUD = [
    said(role="assistant", refusal=None),
    said(role="assistant", content=None, refusal=None, audio={"id": "audio_1", "data": "AAAA"}),
    said(audio={"id": "audio_1", "transcript": "Hello"}),
    said(audio={"id": "audio_1", "data": "AAAA"}),
    CHAT | {"choices": [], "usage": USAGE},
    CHAT | {"choices": [{"index": 0, "delta": {"audio": {"expires_at": 2}}}], "usage": None},
    CHAT | {"usage": None},
]
# Finished with the last text, and with an empty one again.
CUT_SHORT = [text("Once"), text(" upon", "length"), text("", "length")]
