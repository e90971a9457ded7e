"""A picture of one grey as a baseline JPEG: nothing is said of a block but that it is as bright as the one before.

The markers and what follows them: ITU-T T.81, annex B; how a brightness is coded: annex F.1.2.
"""

from __future__ import annotations

import struct

BLOCK = 8  # pixels on a side
MIDDLE = 128
JFIF = b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
STEP = bytes([BLOCK]) + bytes([1] * 63)  # the sum of a block is told in steps of its side: of grey by grey
SAME, END_OF_BLOCK, OTHER = "0", "0", "10"


def jpeg(size: tuple[int, int], brightness: int) -> bytes:
    width, height = size
    level = brightness - MIDDLE or 1
    parts = [
        b"\xff\xd8",
        segment(0xE0, JFIF),
        segment(0xDB, b"\x00" + STEP),
        segment(0xC0, struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)),
        segment(0xC4, b"\x00" + codes(0, abs(level).bit_length())),
        segment(0xC4, b"\x10" + codes(0)),
        segment(0xDA, bytes([1, 1, 0, 0, 63, 0])),
        scan(level, -(-width // BLOCK) * -(-height // BLOCK)),
        b"\xff\xd9",
    ]
    return b"".join(parts)


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def codes(*symbols: int) -> bytes:
    """A table that gives the first symbol one bit, and the next one more."""
    lengths = [int(length < len(symbols)) for length in range(16)]
    return bytes(lengths) + bytes(symbols)


def scan(level: int, blocks: int) -> bytes:
    bits = OTHER + magnitude(level) + END_OF_BLOCK + (SAME + END_OF_BLOCK) * (blocks - 1)
    whole = -(-len(bits) // 8)
    data = int(bits.ljust(whole * 8, "1"), 2).to_bytes(whole, "big")
    return data.replace(b"\xff", b"\xff\x00")  # B.1.1.5: else it would begin a marker


def magnitude(level: int) -> str:
    """The bits of a number below zero are those of its magnitude, turned over."""
    length = abs(level).bit_length()
    return f"{level if level > 0 else level + 2**length - 1:0{length}b}"
