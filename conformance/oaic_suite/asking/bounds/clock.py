"""Sockets on a clock: no wait outlasts the time an exchange has left, however steadily a server drips."""

from __future__ import annotations

import math
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpcore
import httpx

from oaic_suite.asking.leftover import leftover
from oaic_suite.asking.trust import trusted

LISTENED = 4096  # bytes after the end of an answer


class Clock(threading.local):
    """What the exchange of this thread may still take: in all, and for one wait."""

    ends: float = math.inf
    wait: float = math.inf
    astray: bool = False  # whether an answer was there before it was asked for
    connected: bool = False  # for this exchange, rather than for one before
    wrote: bool = False
    heard: bool = False
    heeds: bool = False  # whether an answer that comes early ends the request
    came: bytearray | None = None  # what is heard in this exchange, where somebody wants to know
    stream: httpcore.NetworkStream | None = None  # that was read last

    def start(self, total: float, wait: float, keep: bool = False) -> None:
        self.ends, self.wait = time.monotonic() + total, wait
        self.astray = self.connected = self.wrote = self.heard = False
        self.came, self.stream = bytearray() if keep else None, None

    def hear(self, stream: httpcore.NetworkStream, data: bytes) -> None:
        self.heard, self.stream = self.heard or bool(data), stream
        if self.came is not None:
            self.came += data

    @property
    def jilted(self) -> bool:
        """Whether all that was written went to a connection of before, and not a byte came back."""
        return self.wrote and not self.connected and not self.heard

    def leftover(self, method: str, seconds: float) -> bytes:
        """What follows the answer that was just read, where it comes this soon."""
        if self.came is None or self.stream is None:
            return b""
        with suppress(httpcore.TimeoutException, httpcore.NetworkError):  # nothing more is what should come
            self.came += self.stream.read(LISTENED, seconds)
        return leftover(bytes(self.came), method)

    def left(self) -> float:
        left = min(self.ends - time.monotonic(), self.wait)
        if left <= 0:
            raise httpcore.ReadTimeout("the exchange has used up its time")
        return left


class Ticking(httpcore.NetworkStream):
    """A connection that asks the clock before each wait."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._clock.left())
        self._clock.hear(self._stream, data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # RFC 9112, 9.5: a client that sends a body should watch for an answer, and then send no more of it.
        if self._clock.heeds and self._clock.wrote and self._stream.get_extra_info("is_readable"):
            raise httpcore.WriteError("the answer is there already")
        self._clock.wrote = True
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Ticking(self._stream.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class TickingBackend(httpcore.NetworkBackend):
    def __init__(self, clock: Clock) -> None:
        self._plain = httpcore.SyncBackend()
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self._clock.connected = True
        return Ticking(self._plain.connect_tcp(host, port, timeout, local_address, socket_options), self._clock)


class TickingTransport(httpx.BaseTransport):
    """httpx over a pool of such connections."""

    def __init__(self, clock: Clock, verify: bool, limits: httpx.Limits) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted(verify),
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=TickingBackend(clock),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        asked = httpcore.Request(
            request.method,
            url,
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with as_httpx():
            response = self._pool.handle_request(asked)
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=Arriving(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class Arriving(httpx.SyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with as_httpx():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


TROUBLE = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)


@contextmanager
def as_httpx() -> Iterator[None]:
    """What goes wrong below is told in httpx's words: both libraries call it by the same name."""
    try:
        yield
    except TROUBLE as error:
        raise getattr(httpx, type(error).__name__)(str(error)) from error
