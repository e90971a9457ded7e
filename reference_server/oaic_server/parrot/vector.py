"""Where a text lies: a direction for each of its tokens, added up, so that what shares words lies near."""

from __future__ import annotations

import base64
import hashlib
import math
import struct
from collections import Counter
from collections.abc import Iterable

Vector = tuple[float, ...]

NUDGE = 0.5  # the directions are whole numbers: begun here, a sum is never nothing


def vector(tokens: Iterable[bytes], length: int) -> Vector:
    """Of length one, as near as 32-bit floats come to it; one of fewer dimensions is a longer one cut and scaled."""
    total = [NUDGE] * length
    for token, times in Counter(tokens).items():
        total = [sum_ + times * step for sum_, step in zip(total, direction(token, length), strict=True)]
    scale = 1 / math.hypot(*total)
    return single(component * scale for component in total)


def direction(token: bytes, length: int) -> list[int]:
    """A word points the same way wherever it stands: after a space, or at the head of a sentence."""
    return [2 * byte - 255 for byte in hashlib.shake_256(token.strip().lower()).digest(length)]


def single(components: Iterable[float]) -> Vector:
    """The nearest 32-bit floats, so that numbers and base64 say exactly the same."""
    rounded = list(components)
    return unpacked(packed(rounded))


def packed(components: Iterable[float]) -> bytes:
    listed = list(components)
    return struct.pack(f"<{len(listed)}f", *listed)


def unpacked(raw: bytes) -> Vector:
    return struct.unpack(f"<{len(raw) // 4}f", raw)


def as_base64(components: Vector) -> str:
    return base64.b64encode(packed(components)).decode()
