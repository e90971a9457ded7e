"""Texts that no limit cut: whoever answers each question alike says all there is to say."""

from __future__ import annotations

from oaic_suite.evidence.contracted import Contracted
from oaic_suite.evidence.unsettled import NotEstablished


def require_another_text(said: list[str], elsewhere: Contracted, pattern: str) -> None:
    """Not established where the same is said to another question, which the limit does not cut."""
    if any(said) and said == [text.value for text in elsewhere.wherever(pattern)]:
        raise NotEstablished("the answer to another question is the same: the limit need not have cut it")
