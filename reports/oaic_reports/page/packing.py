"""Much text as few characters that stand anywhere on a page: packed by LZMA, else deflated, five for four bytes."""

from __future__ import annotations

import zlib
from base64 import b85encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

try:
    import lzma
except ImportError:  # Python can be built without it
    CODING = "deflate"
else:
    CODING = "lzma"

# What a reader of markup might stumble on is written otherwise.
HARMLESS = str.maketrans({"<": ".", ">": ",", "&": ":"})
BLOCK = 4_096  # bytes spelt at once, a whole number of fours: spelling takes twenty times what it is given
SEEN = 1 << 20  # bytes back to which repetitions are looked for; ten times as much memory is taken


@dataclass(frozen=True)
class Packed:
    text: str
    coding: str
    length: int  # of what was packed, in bytes


class Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


@dataclass
class Counting:
    """Texts as bytes, and how many those are."""

    texts: Iterable[str]
    length: int = field(default=0)

    def __iter__(self) -> Iterator[bytes]:
        for text in self.texts:
            encoded = text.encode()
            self.length += len(encoded)
            yield encoded


def pack(texts: Iterable[str], coding: str | None = None) -> Packed:
    """All of them as one, piece by piece."""
    coding = coding or CODING
    counting, packing = Counting(texts), packer(coding)
    pieces = [packing.compress(piece) for piece in counting]
    return Packed(spelt(b"".join([*pieces, packing.flush()])), coding, counting.length)


def packer(coding: str) -> Packer:
    if coding == "deflate":
        return zlib.compressobj(9)
    # A preset that looks further takes two and a half times as long to save a twentieth.
    chosen = {"preset": 6, "dict_size": SEEN, "lc": 3, "lp": 0, "pb": 0}
    return lzma.LZMACompressor(lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA1, **chosen}])


def spelt(packed: bytes) -> str:
    blocks = (packed[begin : begin + BLOCK] for begin in range(0, len(packed), BLOCK))
    return b"".join(map(b85encode, blocks)).decode().translate(HARMLESS)
