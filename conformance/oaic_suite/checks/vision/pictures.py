"""A grey square, as small as each format allows: pictures that every decoder takes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIDE = 64  # pixels; models refuse pictures much smaller
GREY = 128
CLEAR, END, FRESH = 128, 129, 120  # codes of GIF, and how many pixels keep its codes at eight bits


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    rows = (b"\0" + bytes([GREY] * 3 * SIDE)) * SIDE
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    """One quantizer and two codes of one bit, each of which says that nothing changes."""

    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data

    one_code = bytes([1] + [0] * 15 + [0])
    blocks = (SIDE // 8) ** 2
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xDB, b"\0" + bytes([1] * 64)),
            segment(0xC0, struct.pack(">BHHB", 8, SIDE, SIDE, 1) + b"\x01\x11\0"),
            segment(0xC4, b"\x00" + one_code + b"\x10" + one_code),
            segment(0xDA, b"\x01\x01\0\0\x3f\0"),
            bytes(2 * blocks // 8),
            b"\xff\xd9",
        )
    )


def gif() -> bytes:
    """Every pixel spelt out: the table of codes is cleared before it grows."""
    head = b"GIF89a" + struct.pack("<HHBBB", SIDE, SIDE, 0xE6, 0, 0)
    palette = bytes([GREY] * 3 * 128)
    frame = b"," + struct.pack("<HHHHB", 0, 0, SIDE, SIDE, 0) + b"\x07"
    return head + palette + frame + b"".join(blocks(codes())) + b"\0;"


def codes() -> bytes:
    runs, rest = divmod(SIDE * SIDE, FRESH)
    return (bytes([CLEAR]) + bytes(FRESH)) * runs + bytes([CLEAR]) + bytes(rest) + bytes([END])


def blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), 255):
        block = data[start : start + 255]
        yield bytes([len(block)]) + block


def webp() -> bytes:
    """Lossless, with one symbol for each color: no pixel takes a bit."""
    fields = [(SIDE - 1, 14), (SIDE - 1, 14), (0, 1), (0, 3), (0, 1), (0, 1), (0, 1)]
    for color in (GREY, GREY, GREY, 255):  # green, red, blue, alpha: a simple code of one eight-bit symbol
        fields += [(1, 1), (0, 1), (1, 1), (color, 8)]
    fields += [(1, 1), (0, 1), (0, 1), (0, 1)]  # distances: a simple code of one symbol of one bit
    number, width = 0, 0
    for value, bits in fields:
        number |= value << width
        width += bits
    data = b"\x2f" + number.to_bytes((width + 7) // 8, "little")
    data += bytes(len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(data) + 12) + b"WEBPVP8L" + struct.pack("<I", len(data)) + data
