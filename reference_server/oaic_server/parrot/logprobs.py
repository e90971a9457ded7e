"""Log probabilities of tokens: made up, but sorted, none above zero, their probabilities at most one in all."""

from __future__ import annotations

from typing import Any

from oaic_server.parrot.tokenizer import whole_text
from oaic_server.parrot.voice import chance

ALTERNATIVES = [f" {letter}".encode() for letter in "abcdefghijklmnopqrstu"]
RUNNER_UP, STEP = -4.0, -0.7


def entry(token: bytes, top: int) -> dict[str, Any]:
    likely = -(0.05 + chance(token.hex(), 640) / 1000)
    others = [other for other in ALTERNATIVES[:top] if other != token][: max(0, top - 1)]
    ranked = [(token, likely), *((other, RUNNER_UP + STEP * rank) for rank, other in enumerate(others))]
    return {**candidate(token, likely), "top_logprobs": [candidate(*pair) for pair in ranked[:top]]}


def candidate(token: bytes, logprob: float) -> dict[str, Any]:
    return {"token": token_text(token), "logprob": round(logprob, 6), "bytes": list(token)}


def token_text(token: bytes) -> str:
    """The token as text; a part of a character is written by its bytes, as the service does."""
    text = whole_text(token)
    return "bytes:" + "".join(f"\\x{byte:02x}" for byte in token) if text is None else text
