"""A transport under the SDK that keeps what passes: the bytes are the evidence, whatever the SDK makes of them.

What is coded is decoded here, within its room, and handed on plain: the SDK unpacks nothing.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2

from oaic_suite.asking.target import Target
from oaic_suite.clients.sdk.recording import Recording

CODING = "content-encoding"


def plain(response: httpx2.Response, stream: httpx2.SyncByteStream | httpx2.AsyncByteStream) -> httpx2.Response:
    """The same answer with its body as it is read."""
    headers = [(name, value) for name, value in response.headers.raw if name.lower() != CODING.encode()]
    return httpx2.Response(response.status_code, headers=headers, stream=stream, extensions=response.extensions)


# --- synchronously -------------------------------------------------------------------------------------


class Alarm:
    """Shuts a connection when the time of an exchange is up: a read that waits on it ends."""

    def __init__(self, recording: Recording) -> None:
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(recording.left, self._shut)
        self._timer.daemon = True
        self._timer.start()

    def trace(self, event: str, told: dict[str, Any]) -> None:
        """What a transport tells of itself; among it the connection."""
        if event == "connection.connect_tcp.complete":
            self._socket = told["return_value"].get_extra_info("socket")

    def _shut(self) -> None:
        with suppress(OSError):  # it may be closed
            if self._socket:
                self._socket.shutdown(socket.SHUT_RDWR)

    def off(self) -> None:
        self._timer.cancel()


@dataclass
class Counted(httpx2.SyncByteStream):
    """The body as it came."""

    stream: httpx2.SyncByteStream
    recording: Recording

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.stream:
            self.recording.partial.unpack(piece)
            yield piece

    def close(self) -> None:
        self.stream.close()


@dataclass
class Teed(httpx2.SyncByteStream):
    """The body as it is read."""

    response: httpx2.Response
    recording: Recording
    alarm: Alarm

    def __iter__(self) -> Iterator[bytes]:
        with self.recording.watching():
            for piece in self.response.iter_bytes():
                self.recording.take(piece)
                yield piece
            self.recording.done()

    def close(self) -> None:
        self.alarm.off()
        self.response.close()


@dataclass
class Tap(httpx2.BaseTransport):
    target: Target
    transport: httpx2.BaseTransport
    recordings: list[Recording] = field(default_factory=list)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        recording = Recording(self.target, request, request.read())
        self.recordings.append(recording)
        alarm = Alarm(recording)
        request.extensions = {**request.extensions, "timeout": recording.timeout, "trace": alarm.trace}
        try:
            with recording.watching():
                response = self.transport.handle_request(request)
        except BaseException:
            alarm.off()
            raise
        recording.begun(response)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        if CODING in response.headers:
            response.stream = Counted(response.stream, recording)
        return plain(response, Teed(response, recording, alarm))

    def close(self) -> None:
        self.transport.close()


# --- asynchronously ------------------------------------------------------------------------------------


@dataclass
class AsyncCounted(httpx2.AsyncByteStream):
    stream: httpx2.AsyncByteStream
    recording: Recording

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self.stream:
            self.recording.partial.unpack(piece)
            yield piece

    async def aclose(self) -> None:
        await self.stream.aclose()


@dataclass
class AsyncTeed(httpx2.AsyncByteStream):
    response: httpx2.Response
    recording: Recording

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with self.recording.watching():
            pieces = self.response.aiter_bytes()
            while (piece := await self._next(pieces)) is not None:
                self.recording.take(piece)
                yield piece
            self.recording.done()

    async def _next(self, pieces: AsyncIterator[bytes]) -> bytes | None:
        async with asyncio.timeout(self.recording.left):
            return await anext(pieces, None)

    async def aclose(self) -> None:
        await self.response.aclose()


@dataclass
class AsyncTap(httpx2.AsyncBaseTransport):
    target: Target
    transport: httpx2.AsyncBaseTransport
    recordings: list[Recording] = field(default_factory=list)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        recording = Recording(self.target, request, await request.aread())
        self.recordings.append(recording)
        request.extensions = {**request.extensions, "timeout": recording.timeout}
        with recording.watching():
            async with asyncio.timeout(recording.left):
                response = await self.transport.handle_async_request(request)
        recording.begun(response)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        if CODING in response.headers:
            response.stream = AsyncCounted(response.stream, recording)
        return plain(response, AsyncTeed(response, recording))

    async def aclose(self) -> None:
        await self.transport.aclose()
