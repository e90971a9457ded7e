"""Content codings: takes off what a server put on an answer for the way."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PIECE = 64 * 1024  # bytes at a time: a few may stand for very many
GZIP_OR_ZLIB = zlib.MAX_WBITS + 32
CODINGS = ("gzip", "x-gzip", "deflate")


class Undecodable(Exception):
    """The bytes are not what the header calls them."""


class Inflater:
    """Feeds on compressed bytes and gives what they stand for, as soon as it can be known."""

    def __init__(self, coding: str) -> None:
        self.coding = coding
        self._member = zlib.decompressobj(GZIP_OR_ZLIB)

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._inflated(data)
        except zlib.error as error:
            raise Undecodable(f"the body is not {self.coding}: {error}") from None

    def close(self) -> None:
        if not self._member.eof:
            raise Undecodable(f"the {self.coding} ends too early")

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        piece = b"more"
        while piece or data:
            piece = self._member.decompress(data, PIECE)
            yield piece
            data = self._member.unconsumed_tail or self._next_member()

    def _next_member(self) -> bytes:
        """What follows the end of a gzip file may be another: together they are one."""
        rest = self._member.unused_data
        if rest:
            self._member = zlib.decompressobj(GZIP_OR_ZLIB)
        return rest


def inflater(encoding: str) -> Inflater | None:
    """None where there is nothing to take off, or nothing we asked for."""
    coding = encoding.strip().lower()
    return Inflater(coding) if coding in CODINGS else None
