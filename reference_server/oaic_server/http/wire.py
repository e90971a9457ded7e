"""A reply as bytes on the socket, oddities included."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import chain, pairwise, repeat

from starlette.types import Receive, Scope, Send

from oaic_server.exchange.reply import Reply, Wire
from oaic_server.http.leaving import Pieces, RawHeaders
from oaic_server.http.serving.closing import Closing
from oaic_server.http.stream import departures

BODILESS = frozenset({204, 304})
FRAMING = frozenset({b"content-length", b"transfer-encoding"})
LINGER_BYTES = 64 * 2**20
LINGER_SECONDS = 2.0


class Cut(Exception):
    """The connection is to drop here."""


async def deliver(reply: Reply, scope: Scope, receive: Receive, send: Send, closing: Closing) -> bool:
    """Whether it has left to its end."""
    if reply.wire.wait and await client_left(receive, reply.wire.wait, closing):
        return False
    if reply.wire.linger:
        await send_lingering(reply, receive, send)
    elif reply.source is not None or reply.wire.odd:
        return await send_pieces(reply, scope, receive, send, closing)
    else:
        await send_plain(reply, reply.content(), send)
    return True


def send_stray(data: bytes, send: Send) -> None:
    """Past ASGI, which knows no bytes after an end, to the transport where it is uvicorn's own `send`."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if data and transport is not None:
        transport.write(data)


async def client_left(receive: Receive, seconds: float, closing: Closing) -> bool:
    """Whether the client leaves within so many seconds, or before the server is told to stop."""
    leaving, waiting = asyncio.create_task(until_left(receive)), asyncio.create_task(closing.pause(seconds))
    try:
        await asyncio.wait((leaving, waiting), return_when=asyncio.FIRST_COMPLETED)
        return leaving.done()
    finally:
        leaving.cancel()
        waiting.cancel()


async def until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def send_plain(reply: Reply, content: bytes, send: Send, *, more: bool = False) -> None:
    start = {"type": "http.response.start", "status": reply.status, "headers": headers(reply, content)}
    await send(start)
    await send({"type": "http.response.body", "body": content, "more_body": more})


async def send_lingering(reply: Reply, receive: Receive, send: Send) -> None:
    """Answers a client that is still sending: closing at once would reset what it has yet to read."""
    await send_plain(reply, reply.content(), send, more=True)
    await drain(receive)
    await send({"type": "http.response.body", "body": b""})


async def drain(receive: Receive) -> None:
    left, more = LINGER_BYTES, True
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            while more and left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                more = message.get("more_body", False)
    except TimeoutError:
        return


async def send_pieces(reply: Reply, scope: Scope, receive: Receive, send: Send, closing: Closing) -> bool:
    whole = None if reply.source is not None else reply.content()
    pieces = departures(reply, closing) if whole is None else once(whole)
    shaped = interrupted(resized(pieces, reply.wire.sizes), reply.wire) if reply.wire.odd else pieces
    leaving = Pieces(shaped, reply.status, headers(reply, whole))
    with suppress(Cut):
        await leaving(scope, receive, send)
    return leaving.is_whole


def headers(reply: Reply, content: bytes | None) -> RawHeaders:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    if content is None or reply.status in BODILESS or not FRAMING.isdisjoint(dict(raw)):
        return raw
    return [*raw, (b"content-length", str(len(content)).encode())]


async def once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def resized(pieces: AsyncIterator[bytes], sizes: tuple[int, ...]) -> AsyncIterator[bytes]:
    """The same bytes in writes of the given sizes, whatever the pieces were."""
    if not sizes:
        async for piece in pieces:
            yield piece
        return
    wanted, held = chain((max(1, size) for size in sizes), repeat(max(1, sizes[-1]))), bytearray()
    size = next(wanted)
    async for piece in pieces:
        held += piece
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
            size = next(wanted)
            await asyncio.sleep(0)
    if held:
        yield bytes(held)


async def interrupted(pieces: AsyncIterator[bytes], wire: Wire) -> AsyncIterator[bytes]:
    """The same bytes with the pauses, the cut and the open end of `wire`."""
    sent, marks = 0, sorted({0, *wire.pauses, *([] if wire.cut_after is None else [wire.cut_after])})
    async for piece in begun(pieces):
        for part in parts(piece, [mark - sent for mark in marks]):
            yield part
            sent += len(part)
            await asyncio.sleep(wire.pauses.get(sent, 0))
            if sent == wire.cut_after:
                raise Cut
    await asyncio.sleep(wire.hold_open)
    if wire.cut_after is not None:
        raise Cut


async def begun(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """An empty piece goes first, so that a mark at byte 0 is met like any other."""
    yield b""
    async for piece in pieces:
        yield piece


def parts(piece: bytes, marks: list[int]) -> list[bytes]:
    inside = [mark for mark in marks if 0 < mark < len(piece)]
    bounds = [0, *inside, len(piece)]
    return [piece[start:end] for start, end in pairwise(bounds)]
