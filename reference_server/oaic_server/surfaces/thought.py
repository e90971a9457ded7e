"""How much the parrot thinks before it speaks."""

from __future__ import annotations

THOUGHTS = {"low": 8, "medium": 16, "high": 32, "xhigh": 64, "max": 128}  # tokens, by effort; unasked, none


def thoughts(effort: str | None, limit: int) -> int:
    """How many tokens are thought; one is always left to say something."""
    return min(THOUGHTS.get(effort or "none", 0), limit - 1)
