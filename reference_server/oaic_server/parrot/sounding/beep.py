"""Short tones that were encoded once: whole frames, which play one after the other as often as they are repeated."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__)


@cache
def mp3() -> bytes:
    """Two frames of MPEG-2 layer III, 48 ms."""
    return HERE.with_name("beep.mp3").read_bytes()


@cache
def aac() -> bytes:
    """One frame of AAC-LC with its ADTS header, 43 ms."""
    return HERE.with_name("beep.aac").read_bytes()


@cache
def opus() -> bytes:
    """One packet of Opus, 60 ms."""
    return HERE.with_name("beep.opus-packet").read_bytes()
