"""A picture of one colour as lossless WebP: each of its five codes has a single word, which takes no bits.

The container: RFC 9649, 2.4 and 2.6; the bits, lowest first: 3.4 and 3.7.2.1.1.
"""

from __future__ import annotations

import struct

from oaic_server.parrot.painting.colour import Colour

SIGNATURE = 0x2F
SIDE = 14  # bits
NO_TRANSFORM, NO_CACHE, NO_GROUPS = "0", "0", "0"
NO_DISTANCE = "1000"  # one word, of one bit: 0


def webp(size: tuple[int, int], colour: Colour, *, clear: bool) -> bytes:
    width, height = size
    red, green, blue = colour
    bits = [lowest_first(width - 1, SIDE), lowest_first(height - 1, SIDE), str(int(clear)), "000"]
    bits += [NO_TRANSFORM, NO_CACHE, NO_GROUPS]
    bits += [single(value) for value in (green, red, blue, 0 if clear else 255)]
    return container(bytes([SIGNATURE]) + packed("".join(bits) + NO_DISTANCE))


def lowest_first(value: int, length: int) -> str:
    return f"{value:0{length}b}"[::-1]


def single(value: int) -> str:
    """A code with one word of eight bits."""
    return "1" + "0" + "1" + lowest_first(value, 8)


def packed(bits: str) -> bytes:
    return int(bits[::-1], 2).to_bytes(-(-len(bits) // 8), "little")


def container(data: bytes) -> bytes:
    padded = data + b"\x00" * (len(data) % 2)
    body = b"WEBP" + b"VP8L" + struct.pack("<I", len(data)) + padded
    return b"RIFF" + struct.pack("<I", len(body)) + body
