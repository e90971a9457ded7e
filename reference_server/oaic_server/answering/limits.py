"""What bounds an answer: the room that its prompt leaves, the texts that end it; and which tier serves it."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.parrot.tokenizer import LONGEST_TOKEN
from oaic_server.state.settings import Settings

DEFAULT_TIER = "default"
TOKENS_A_MESSAGE = 3  # what surrounds a message
TOKENS_TO_ANSWER = 3  # what opens the answer
TOKENS_A_MEDIUM = 85  # an image, a sound or a file


def room(prompt: int, settings: Settings, param: str) -> int:
    """How many tokens an answer may have where the request sets no limit."""
    if prompt >= settings.context_window:
        raise too_long(settings, f"at least {prompt}", param)
    return min(settings.context_window - prompt, settings.output_limit)


def refuse_what_cannot_fit(characters: int, settings: Settings, param: str) -> None:
    """Spares the reading of a prompt that is too long by the number of its characters alone."""
    fewest = characters // LONGEST_TOKEN
    if fewest >= settings.context_window:
        raise too_long(settings, f"at least {fewest}", param)


def too_long(settings: Settings, found: object, param: str) -> Refusal:
    message = f"{param}: expected fewer than {settings.context_window} tokens, found {found}"
    return Refusal(400, message, code="context_length_exceeded", param=param)


def stops(body: dict[str, Any]) -> list[str]:
    stop = body.get("stop") or []
    return [stop] if isinstance(stop, str) else stop


def tier(asked: str | None) -> str:
    return DEFAULT_TIER if asked in (None, "auto") else asked
