"""What the messages of a chat say, and how many tokens they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oaic_server.parrot import tokenizer

TOKENS_A_MESSAGE = 3  # what surrounds a message
TOKENS_TO_ANSWER = 3  # what opens the answer
TOKENS_A_MEDIUM = 85  # an image, a sound or a file


def last_user_text(messages: list[dict[str, Any]]) -> str:
    spoken = ["".join(texts(message)) for message in messages if message["role"] == "user"]
    return spoken[-1] if spoken else ""


def prompt_tokens(messages: list[dict[str, Any]]) -> int:
    return TOKENS_TO_ANSWER + sum(tokens(message) for message in messages)


def tokens(message: dict[str, Any]) -> int:
    read = sum(map(tokenizer.count, [message["role"], *texts(message), *calls(message)]))
    media = sum("text" not in part and "refusal" not in part for part in parts(message))
    return TOKENS_A_MESSAGE + read + media * TOKENS_A_MEDIUM


def texts(message: dict[str, Any]) -> Iterator[str]:
    content = message.get("content")
    if isinstance(content, str):
        yield content
    for part in parts(message):
        yield part.get("text") or part.get("refusal") or ""


def parts(message: dict[str, Any]) -> list[dict[str, Any]]:
    content = message.get("content")
    return content if isinstance(content, list) else []


def calls(message: dict[str, Any]) -> Iterator[str]:
    for call in message.get("tool_calls") or []:
        called = call.get("function") or call.get("custom") or {}
        yield from (str(value) for value in called.values())
