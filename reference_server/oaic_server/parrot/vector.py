"""Where a text lies: a direction for each of its tokens, added up, so that what shares words lies near."""

from __future__ import annotations

import base64
import hashlib
import math
import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

Vector = Sequence[float]

LANE = 4  # bytes
ADDED, HASHED = 64, 16  # dimensions of a direction, in the time of one step
FOUND = 8  # steps besides
HALF = 127.5  # a byte stands for a step between -127.5 and 127.5: itself less this
NUDGE = 0.25  # the directions are whole numbers of halves: begun here, a sum is never nothing
# A whole number below 2 ** 23, laid over the bits of this number, spells the float that is so much more.
ZERO = 2**23
BITS = struct.pack("<f", ZERO)


class Space:
    """Of some length; the direction of a word is found once."""

    def __init__(self, length: int) -> None:
        self.length = length
        self._zero = int.from_bytes(BITS * length, "little")
        self._directions: dict[bytes, int] = {}

    def steps(self, texts: Sequence[Counter[bytes]]) -> int:
        """What the vectors of some texts cost: themselves, the directions to be found, and to add them."""
        found, added = len(set().union(*texts)), sum(map(len, texts))
        return len(texts) * self.length + found * (FOUND + self.length // HASHED) + added * self.length // ADDED

    def vector(self, words: Counter[bytes]) -> Vector:
        """Of length one, as near as 32-bit floats come to it; a shorter one is a longer one cut and scaled."""
        lanes = sum((times * self._direction(word) for word, times in words.items()), self._zero)
        sums = struct.unpack(f"<{self.length}f", lanes.to_bytes(LANE * self.length, "little"))
        middle = ZERO + HALF * words.total() - NUDGE
        scale = 1 / math.dist(sums, [middle] * self.length)
        return single([(lane - middle) * scale for lane in sums])

    def _direction(self, word: bytes) -> int:
        if word not in self._directions:
            self._directions[word] = direction(word, self.length)
        return self._directions[word]


def words(tokens: Iterable[bytes]) -> Counter[bytes]:
    """A word is the same wherever it stands: after a space, or at the head of a sentence."""
    return Counter(token.strip().lower() for token in tokens)


def direction(word: bytes, length: int) -> int:
    """A byte for each dimension, in lanes wide enough for sums, so that all of them are added at once."""
    lanes = bytearray(LANE * length)
    lanes[::LANE] = hashlib.shake_256(word).digest(length)
    return int.from_bytes(lanes, "little")


def single(components: Sequence[float]) -> Vector:
    """The nearest 32-bit floats, so that numbers and base64 say exactly the same."""
    return array("f", components).tolist()


def packed(components: Sequence[float]) -> bytes:
    return struct.pack(f"<{len(components)}f", *components)


def unpacked(raw: bytes) -> Vector:
    return struct.unpack(f"<{len(raw) // 4}f", raw)


def as_base64(components: Vector) -> str:
    return base64.b64encode(packed(components)).decode()
