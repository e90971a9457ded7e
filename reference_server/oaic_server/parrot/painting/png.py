"""A picture of blocks as PNG: two colours, one bit for each pixel."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from oaic_server.parrot.painting.colour import Colour

SIGNATURE = b"\x89PNG\r\n\x1a\n"
ONE_BIT, PALETTE = 1, 3  # PNG (ISO 15948), 11.2.1: the depth and the kind of colour
UNFILTERED = b"\x00"
CLEAR, SOLID = b"\x00", b"\xff"


def png(rows: Sequence[Sequence[bool]], size: tuple[int, int], paper: Colour, ink: Colour, *, clear: bool) -> bytes:
    """Each row has a block for each part of the width, painted or not."""
    width, height = size
    parts = [
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, ONE_BIT, PALETTE, 0, 0, 0)),
        chunk(b"PLTE", bytes(paper + ink)),
        chunk(b"tRNS", CLEAR + SOLID) if clear else b"",
        chunk(b"IDAT", zlib.compress(pixels(rows, width, height))),
        chunk(b"IEND", b""),
    ]
    return SIGNATURE + b"".join(parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pixels(rows: Sequence[Sequence[bool]], width: int, height: int) -> bytes:
    lines = [UNFILTERED + line(row, width) for row in rows]
    return b"".join(lines[place * len(rows) // height] for place in range(height))


def line(row: Sequence[bool], width: int) -> bytes:
    bits = "".join("1" if row[place * len(row) // width] else "0" for place in range(width))
    whole = -(-width // 8)
    return int(bits.ljust(whole * 8, "0"), 2).to_bytes(whole, "big")
