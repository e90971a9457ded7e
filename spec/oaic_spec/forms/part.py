"""A part of a form, and what is wrong with a body that has none to give."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    name: str
    content: bytes
    filename: str | None = None  # a part without one is a text
    media_type: str | None = None


class BrokenForm(ValueError):
    """Says what is wrong with a body, as the end of a sentence about it."""


class TooMuch(BrokenForm):
    """It holds more than is taken."""
