"""Bytes that stand for others, and do not end."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator

from hostile.honest import honest
from hostile.shapes import strange_ids
from hostile.wire import EVENTS, JSON, Asked, Handler, head

GZIP = {"Content-Encoding": "gzip"}
ZEROS = zlib.compressobj(wbits=31)
FIRST_ZEROS, MORE_ZEROS = (ZEROS.compress(bytes(2**20)) + ZEROS.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
NAME = b"\x1f\x8b\x08\x08" + bytes(6)  # RFC 1952: what follows is a name, up to a zero
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"


CHUNKED = head(200, EVENTS, headers={"Transfer-Encoding": "chunked"})


def tiny_pieces(asked: Asked) -> Iterator[object]:
    yield CHUNKED
    for _ in itertools.count():
        yield b"".join(b"1\r\n%c\r\n" % byte for byte in b"data: 1 ") * 500


def endless(beginning: bytes, piece: bytes, media_type: str = JSON, headers: dict[str, str] | None = None) -> Handler:
    def handler(asked: Asked) -> Iterator[object]:
        yield head(200, media_type, headers=headers) + beginning
        for _ in itertools.count():
            yield piece

    return handler


def to_sdks(handler: Handler) -> Handler:
    """The same to the official clients; all others are only told of a model that is wrong."""
    mistaken = strange_ids()

    def chosen(asked: Asked) -> Iterator[object]:
        yield from handler(asked) if "OpenAI/" in asked.headers.get("user-agent", "") else mistaken(asked)

    return chosen


def streaming(handler: Handler) -> Handler:
    """The same where a stream is asked for; else an honest server."""

    def chosen(asked: Asked) -> Iterator[object]:
        yield from handler(asked) if asked.body.get("stream") else honest(asked)

    return chosen
