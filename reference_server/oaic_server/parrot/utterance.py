"""How much of a text is spoken: up to a stop sequence, within a limit of tokens, and moved by a bias."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from oaic_server.parrot import tokenizer
from oaic_server.parrot.bias import UNBIASED, Bias

LEAD_BYTE = 0xC0


@dataclass(frozen=True)
class Utterance:
    tokens: tuple[bytes, ...]
    finish_reason: Literal["stop", "length"]
    member: Literal["content", "refusal"] = "content"  # of the message: where it stands


def utter(text: str, limit: int, stops: Sequence[str] = (), bias: Bias = UNBIASED) -> Utterance:
    tokens = tokenizer.begun(text, limit + 1) if bias is UNBIASED else bias.moved(tokenizer.encode(text), limit)
    within = whole_characters(tokens[:limit])
    spoken = b"".join(within)
    found = [place for stop in stops if stop and (place := spoken.find(stop.encode())) >= 0]
    if found:
        return Utterance(tuple(trimmed(within, min(found))), "stop")
    return Utterance(tuple(within), "stop" if len(tokens) <= limit else "length")


def whole_characters(tokens: list[bytes]) -> list[bytes]:
    """Without a last token that only begins a character."""
    unfinished = tokens and tokens[-1][0] >= LEAD_BYTE and tokenizer.whole_text(tokens[-1]) is None
    return tokens[:-1] if unfinished else tokens


def trimmed(tokens: Sequence[bytes], length: int) -> list[bytes]:
    """The tokens of the first `length` bytes; one that reaches beyond is cut there."""
    kept: list[bytes] = []
    for token in tokens:
        if length <= 0:
            break
        kept.append(token[:length])
        length -= len(token)
    return kept
