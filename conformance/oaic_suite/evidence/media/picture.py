"""A picture as its bytes describe it: format and size, and that it is whole."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PNG, GIF = b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")
JPEG, JPEG_END = b"\xff\xd8", b"\xff\xd9"
# T.81, table B.1: the markers of frames, which tell the size; three numbers among them are other markers.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN, FILLING = 0xDA, 0xFF
VECTORS = (b"<svg", b"<?xml", b"<!DOCTYPE svg")
UNREADABLE = (struct.error, LookupError)

Size = tuple[int, int]


@dataclass(frozen=True)
class Picture:
    format: str
    size: Size | None = None  # width and height in pixels; vectors need none


class NoPicture(ValueError):
    """What the bytes are instead."""


def picture(data: bytes) -> Picture:
    """What the bytes are a picture of; raises `NoPicture` where none can be opened."""
    for begins, read in READERS.items():
        if data.startswith(begins):
            try:
                return read(data)
            except UNREADABLE:
                raise NoPicture(f"{len(data)} bytes that break off") from None
    raise NoPicture(f"{len(data)} bytes that begin {data[:12]!r}")


def png(data: bytes) -> Picture:
    kinds = [kind for kind, _ in chunks(data)]
    if kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or b"IDAT" not in kinds:
        raise NoPicture(f"a PNG of {b', '.join(kinds).decode('latin-1')}")
    return Picture("png", struct.unpack(">II", data[16:24]))


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end, each with the checksum that it tells."""
    place, kind = len(PNG), b""
    while kind != b"IEND":
        [length] = struct.unpack_from(">I", data, place)
        kind, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        [told] = struct.unpack_from(">I", data, place + 8 + length)
        if zlib.crc32(kind + content) != told:
            raise NoPicture(f"a PNG whose {kind.decode('latin-1')} is damaged")
        yield kind, content
        place += length + 12


def jpeg(data: bytes) -> Picture:
    place, size = len(JPEG), None
    while (marker := data[place + 1]) != SCAN:
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            size = width, height
        place += 1 if marker == FILLING else 2 + struct.unpack_from(">H", data, place + 2)[0]
    if size is None or JPEG_END not in data[place:]:
        raise NoPicture("a JPEG that breaks off" if size else "a JPEG without a frame")
    return Picture("jpeg", size)


def gif(data: bytes) -> Picture:
    return Picture("gif", struct.unpack_from("<HH", data, 6))


def webp(data: bytes) -> Picture:
    """RFC 9649: the size stands in the first chunk, in each of three kinds elsewhere."""
    length, form, kind = struct.unpack_from("<I4s4s", data, 4)
    if form != b"WEBP":
        raise NoPicture(f"{len(data)} bytes of RIFF {form.decode('latin-1')}")
    if length + 8 > len(data):
        raise NoPicture("a WebP that breaks off")
    return Picture("webp", SIZES_OF_WEBP[kind](data))


SIZES_OF_WEBP: dict[bytes, Callable[[bytes], Size]] = {
    b"VP8X": lambda data: (three(data, 24) + 1, three(data, 27) + 1),
    b"VP8L": lambda data: ((bits := int.from_bytes(data[21:25], "little")) % 2**14 + 1, (bits >> 14) % 2**14 + 1),
    b"VP8 ": lambda data: (
        struct.unpack_from("<H", data, 26)[0] & 0x3FFF,
        struct.unpack_from("<H", data, 28)[0] & 0x3FFF,
    ),
}


def three(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 3], "little")


def svg(data: bytes) -> Picture:
    if b"<svg" not in data:
        raise NoPicture("a document that is no SVG")
    return Picture("svg")


READERS: dict[bytes | tuple[bytes, ...], Callable[[bytes], Picture]] = {
    PNG: png,
    JPEG: jpeg,
    GIF: gif,
    b"RIFF": webp,
    VECTORS: svg,
}
