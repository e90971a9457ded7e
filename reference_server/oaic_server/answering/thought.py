"""How much the parrot thinks before it speaks."""

from __future__ import annotations

from itertools import cycle, islice

from oaic_server.parrot import tokenizer

THOUGHTS = {"low": 8, "medium": 16, "high": 32, "xhigh": 64, "max": 128}  # tokens, by effort; unasked, none
MUSING = tokenizer.encode("Hm, what was that, and what would Polly say to it? ")


def thoughts(effort: str | None, limit: int, left: int = 1) -> int:
    """How many tokens are thought; `left` are kept to say something."""
    return min(THOUGHTS.get(effort or "none", 0), limit - left)


def musing(count: int) -> tuple[bytes, ...]:
    """What is thought, in as many tokens."""
    return tuple(islice(cycle(MUSING), count))
