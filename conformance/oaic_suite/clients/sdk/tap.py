"""A transport under the SDK that keeps what passes: the bytes are the evidence, whatever the SDK makes of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpx
import httpx2
from oaic_spec import contract

from oaic_suite.asking.partial import HUNG_UP, Partial, TooLarge, ending, room
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import EVERYTHING, Ended, Exchange, Headers, Request


def spelt(headers: httpx2.Headers) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


class Recording:
    """One request of the SDK's, and what has come back of it so far."""

    def __init__(self, target: Target, request: httpx2.Request, content: bytes) -> None:
        path = str(request.url).removeprefix(target.base_url).partition("?")[0]
        body = content or None
        operation = contract().operation_at(request.method, path)
        asked = operation.id if operation else None
        self.request = Request(request.method, str(request.url), spelt(request.headers), body, asked)
        self.deadlines = target.hangs.shorten(target.client.deadlines, self.request)
        self.partial = Partial(self.deadlines, room(self.request))
        self.number = target.client.number(target.prefix)
        self.ended: Ended = "left"  # until its end comes
        self.note = HUNG_UP
        self._redactor = target.client.redactor

    @property
    def timeout(self) -> dict[str, float]:
        """The deadlines as a transport takes them."""
        wait = self.deadlines
        return {"connect": wait.connect, "read": wait.first_byte, "write": wait.total, "pool": wait.connect}

    def begun(self, response: httpx2.Response) -> None:
        self.partial.status, self.partial.version = response.status_code, response.http_version
        self.partial.headers = spelt(response.headers)

    def take(self, piece: bytes) -> None:
        if self.partial.age > self.deadlines.total:
            raise httpx2.ReadTimeout("the exchange has used up its time")
        self.partial.take(piece)

    def done(self) -> None:
        self.ended, self.note = "complete", ""

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Whatever ends the answer early is noted, and then the SDK's to cope with."""
        try:
            yield
        except TooLarge as enough:
            self.ended, self.note = "too_large", str(enough)
            raise httpx2.ReadError(str(enough)) from enough
        except httpx2.RequestError as error:
            self.ended, self.note = ending(as_httpx(error), self.partial)
            raise

    def exchange(self) -> Exchange:
        kept = self.partial.exchange(self.number, self.request, self.ended, self.note, self._redactor)
        return decoded(kept)


def as_httpx(error: Exception) -> Exception:
    """The same error of httpx: httpx2 has its names."""
    kind = getattr(httpx, type(error).__name__, httpx.ProtocolError)
    same: Exception = kind(str(error))
    return same


def decoded(exchange: Exchange) -> Exchange:
    """The exchange as a client reads it; what was compressed has no times of its own."""
    if (exchange.header("content-encoding") or "identity") == "identity":
        return exchange
    headers = [(name, value) for name, value in exchange.headers if name.lower() == "content-encoding"]
    try:
        body = httpx2.Response(200, headers=headers, content=exchange.body).content
    except httpx2.DecodingError as error:
        return replace(exchange, ended="protocol", note=str(error))
    return replace(exchange, body=body, encoded=exchange.body, kept=EVERYTHING - {"times"})


# --- the two transports --------------------------------------------------------------------------------


@dataclass
class Teed(httpx2.SyncByteStream):
    stream: httpx2.SyncByteStream
    recording: Recording

    def __iter__(self) -> Iterator[bytes]:
        with self.recording.watching():
            for piece in self.stream:
                self.recording.take(piece)
                yield piece
            self.recording.done()

    def close(self) -> None:
        self.stream.close()


@dataclass
class AsyncTeed(httpx2.AsyncByteStream):
    stream: httpx2.AsyncByteStream
    recording: Recording

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with self.recording.watching():
            async for piece in self.stream:
                self.recording.take(piece)
                yield piece
            self.recording.done()

    async def aclose(self) -> None:
        await self.stream.aclose()


@dataclass
class Tap(httpx2.BaseTransport):
    target: Target
    transport: httpx2.BaseTransport
    recordings: list[Recording] = field(default_factory=list)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        recording = Recording(self.target, request, request.read())
        self.recordings.append(recording)
        request.extensions = {**request.extensions, "timeout": recording.timeout}
        with recording.watching():
            response = self.transport.handle_request(request)
        recording.begun(response)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = Teed(response.stream, recording)
        return response

    def close(self) -> None:
        self.transport.close()


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
            response = await self.transport.handle_async_request(request)
        recording.begun(response)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = AsyncTeed(response.stream, recording)
        return response

    async def aclose(self) -> None:
        await self.transport.aclose()
