"""Samples as FLAC, just as they are (RFC 9639): blocks of one length, each in a frame of its own."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import xor

BITS = 16
VERBATIM = b"\x02"
ONE_CHANNEL_16_BITS = 0x08
LENGTH_FOLLOWS, RATE_AS_AT_THE_START = 0x7, 0x0


def flac(blocks: Sequence[bytes], rate: int) -> bytes:
    """Blocks of little-endian samples, all of one length."""
    length = len(blocks[0]) // 2
    frames = b"".join(frame(number, block, length) for number, block in enumerate(blocks))
    return b"fLaC" + b"\x80" + struct.pack(">I", 34)[1:] + about(length, length * len(blocks), rate) + frames


def about(length: int, samples: int, rate: int) -> bytes:
    """STREAMINFO: sizes of frames and the digest of the samples are not told."""
    packed = rate << 44 | 0 << 41 | (BITS - 1) << 36 | samples
    return struct.pack(">HH", length, length) + bytes(6) + packed.to_bytes(8, "big") + bytes(16)


def frame(number: int, block: bytes, length: int) -> bytes:
    coded = chr(number).encode("utf-8", "surrogatepass")
    head = bytes([0xFF, 0xF8, LENGTH_FOLLOWS << 4 | RATE_AS_AT_THE_START, ONE_CHANNEL_16_BITS])
    head += coded + struct.pack(">H", length - 1)
    head += bytes([checksum(head, CRC_8, 8)]) + VERBATIM
    body, found = coded_block(block)
    before = checksum(head, CRC_16, 16)
    shifted = (after for bit, after in enumerate(carried(len(body))) if before >> bit & 1)
    return head + body + struct.pack(">H", reduce(xor, shifted, found))


@lru_cache(64)
def coded_block(block: bytes) -> tuple[bytes, int]:
    """The high byte of each sample first, and the checksum of it alone: a block comes again and again."""
    turned = bytearray(block)
    turned[0::2], turned[1::2] = block[1::2], block[0::2]
    return bytes(turned), checksum(turned, CRC_16, 16)


@lru_cache(8)
def carried(length: int) -> list[int]:
    """What becomes of each bit of a checksum on its way past so many bytes; what they are is added to it."""
    return [checksum(bytes(length), CRC_16, 16, 1 << bit) for bit in range(16)]


def table(polynomial: int, width: int) -> tuple[int, ...]:
    def remainder(byte: int) -> int:
        value = byte << width - 8
        for _ in range(8):
            value = value << 1 ^ (polynomial if value >> width - 1 else 0)
            value &= (1 << width) - 1
        return value

    return tuple(map(remainder, range(256)))


CRC_8, CRC_16 = table(0x07, 8), table(0x8005, 16)


def checksum(data: bytes | bytearray, remainders: Sequence[int], width: int, value: int = 0) -> int:
    kept = (1 << width - 8) - 1
    for byte in data:
        value = (value & kept) << 8 ^ remainders[value >> width - 8 ^ byte]
    return value
