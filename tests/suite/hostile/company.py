"""Answers that are sound for who asks alone, and go wrong where several are under way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hostile.honest import chunks, frame, honest
from hostile.wire import EVENTS, Asked, Handler, answer, error, head

LET_THEM_COME = 0.1  # seconds
A_HUNDRED = 100


def in_company(handler: Handler) -> Handler:
    """An honest server of one client; several at once meet the other."""
    under_way: set[object] = set()

    def chosen(asked: Asked) -> Iterator[object]:
        mine = object()
        under_way.add(mine)
        try:
            yield LET_THEM_COME
            yield from handler(asked) if len(under_way) > 1 else honest(asked)
        finally:
            under_way.discard(mine)

    return chosen


def opened_and_dripped(asked: Asked) -> Iterator[object]:
    """Streams begin, and go on a byte now and then."""
    yield head(200, EVENTS) + frame(chunks()[0])
    for byte in itertools.cycle(b": and\n"):
        yield bytes([byte])
        yield 0.2


def answered_by_the_hundred(asked: Asked) -> Iterator[object]:
    """The first is an answer, the others are nobody's; the connection is left open."""
    whole, stray = b"".join(honest(asked)), answer(500, error("whose is this?")) * A_HUNDRED  # type: ignore[arg-type]
    yield (whole + stray if b"Content-Length" in whole else whole).replace(b"Connection: close\r\n", b"")
