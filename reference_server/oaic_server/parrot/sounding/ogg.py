"""Packets of Opus in an Ogg container (RFC 3533, 6; RFC 7845, 5)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

RATE = 48_000  # of the clock of Opus, whatever was recorded
SKIPPED = 312  # samples before the sound begins
FIRST, LAST = 2, 4  # what a page may be
A_PAGE = 50  # packets
MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def opus_file(packets: Sequence[bytes], samples: int, recorded: int) -> bytes:
    """`samples`: of the clock, in each packet; `recorded`: how many a second there were before it was encoded."""
    head = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, SKIPPED, recorded, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 6) + b"parrot" + struct.pack("<I", 0)
    pages = [page([head], 0, 0, FIRST), page([tags], 0, 1, 0)]
    for start in range(0, len(packets), A_PAGE):
        held = packets[start : start + A_PAGE]
        is_last = start + A_PAGE >= len(packets)
        pages.append(page(held, (start + len(held)) * samples, len(pages), LAST if is_last else 0))
    return b"".join(pages)


def page(packets: Sequence[bytes], granule: int, number: int, kind: int) -> bytes:
    """Packets of fewer than 255 bytes: each is one segment."""
    segments = bytes([len(packets), *map(len, packets)])
    head = b"OggS" + struct.pack("<BBqIII", 0, kind, granule, 1, number, 0) + segments
    whole = head + b"".join(packets)
    return whole[:22] + struct.pack("<I", crc(whole)) + whole[26:]


def crc(data: bytes) -> int:
    """As zlib has it, but with the highest bit first, and from zero."""
    mirrored = zlib.crc32(data.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
