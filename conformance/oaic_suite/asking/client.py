"""Sends a request over a real socket and keeps everything that comes back; never raises on the server's account."""

from __future__ import annotations

import copy
import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.cookiejar import CookieJar
from typing import Any

import httpx

from oaic_suite.asking.bounds.clock import Clock, TickingTransport
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.bounds.room import Stock, TooLarge
from oaic_suite.asking.coding import Undecodable
from oaic_suite.asking.partial import HUNG_UP, Partial, decoded, ending
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.evidence.exchange import Ended, Exchange, Request

# Seconds a connection may idle and be used again: servers close theirs after two or more, and a request
# that meets the closing would look like one they dropped.
IDLE = 1.0
LOST = ("reset", "protocol")  # how an exchange ends when its connection does
BAD_REQUEST = 400
IN_A_ROW = 6  # characters of a secret that show a part of it
CHUNK = 64  # bytes of a body that is sent in chunks
PIECE = 64 * 1024  # bytes of padding that are sent at once


class Numbers:
    """Counts what is sent, over every connection."""

    def __init__(self) -> None:
        self.last = 0
        self._lock = threading.Lock()

    def next(self) -> int:
        with self._lock:
            self.last += 1
            return self.last


class NoCookies(CookieJar):
    """What one answer leaves behind has no part in the next: one that depends on a cookie is not repeatable.

    None is even read: the standard library warns, with a traceback, of what it cannot make out.
    """

    def extract_cookies(self, response: Any, request: Any) -> None:
        pass


class Client:
    """One target's connection pool, its deadlines, and a count of what was sent."""

    def __init__(self, deadlines: Deadlines, redactor: Redactor | None = None, verify: bool = True) -> None:
        self.deadlines = deadlines
        self.redactor = redactor or Redactor()
        self.stock = Stock()
        self._numbers = Numbers()
        self._clock = Clock()
        self.verify = verify
        self._sends_again = True
        self._listens = 0.0  # seconds after the end of an answer
        self._http = self._connections()

    def _connections(self, most: int | None = None, kept: int = 20, idle: float | None = IDLE) -> httpx.Client:
        limits = httpx.Limits(max_connections=most, max_keepalive_connections=kept, keepalive_expiry=idle)
        transport = TickingTransport(self._clock, self.verify, limits)
        return httpx.Client(transport=transport, follow_redirects=False, trust_env=False, cookies=NoCookies())

    @functools.cached_property
    def _http_anew(self) -> httpx.Client:
        """A new connection for each request."""
        return self._connections(kept=0)

    @property
    def sent(self) -> int:
        return self._numbers.last

    @contextmanager
    def apart(self, listens: float = 0.0) -> Iterator[Client]:
        """The same client on a single connection of its own, used again as long as the server keeps it.

        What is lost with that connection is not sent again. What follows an answer is kept, if it is listened for.
        """
        sibling = copy.copy(self)
        sibling._http, sibling._sends_again = self._connections(1, idle=None), False
        sibling._listens = listens
        try:
            yield sibling
        finally:
            sibling.close()

    def close(self) -> None:
        self._http.close()
        if self._sends_again and "_http_anew" in vars(self):
            self._http_anew.close()

    def send(
        self,
        request: Request,
        *,
        prefix: str = "x",
        stop_after: Callable[[bytes], bool] | None = None,
        deadlines: Deadlines | None = None,
    ) -> Exchange:
        """The exchange; `stop_after` lets a caller hang up in the middle of an answer.

        What a connection took along that an answer before had left open is sent once more, on a new one: the
        server had closed it already, and never saw the request. So is what was answered before it was asked, and what
        a server makes nothing of that may have left the body of the request before unread.
        """
        given = deadlines or self.deadlines
        exchange = self._send(self._http, request, prefix, stop_after, given)
        lost = exchange.ended in LOST and self._clock.jilted and (self._sends_again or self._clock.astray)
        mistaken = self._sends_again and not self._clock.connected and at_a_loss(exchange)
        if lost or mistaken:
            exchange = self._send(self._http_anew, request, prefix, stop_after, given)
        return exchange

    def _send(
        self,
        http: httpx.Client,
        request: Request,
        prefix: str,
        stop_after: Callable[[bytes], bool] | None,
        deadlines: Deadlines,
    ) -> Exchange:
        number, partial = self.number(prefix), Partial(deadlines, request, self.stock)
        ended: Ended = "complete"
        note = ""
        try:
            for piece in self._receive(http, request, partial):
                partial.take(piece)
                if stop_after and stop_after(bytes(partial.body)):
                    ended, note = "left", HUNG_UP
                    break
            else:
                partial.end()
                partial.after = self._clock.leftover(request.method, self._listens)
        except TooLarge as enough:
            ended, note = "too_large", str(enough)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, Undecodable) as error:
            ended, note = ending(error, partial)
        exchange = partial.exchange(number, ended, note, self.redactor)
        return without_body(exchange, request) if request.unkept else exchange

    def number(self, prefix: str) -> str:
        """A name for one more exchange."""
        return f"{prefix}{self._numbers.next()}"

    def _receive(self, http: httpx.Client, request: Request, partial: Partial) -> Iterator[bytes]:
        with self._open(http, request, partial.deadlines) as response:
            self._require_heard()
            headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw)
            partial.begin(response.status_code, response.http_version, headers)
            partial.connected = self._clock.connected
            self._clock.wait = partial.deadlines.gap
            yield from decoded(response, partial)

    def _require_heard(self) -> None:
        """That an answer was not there before it was asked for.

        RFC 9112, 9.2: what follows an answer is no answer to the next request, and the connection is closed.
        """
        self._clock.astray = not self._clock.heard
        if self._clock.astray:
            raise httpx.RemoteProtocolError("bytes that followed the answer before stand on the connection")

    @contextmanager
    def _open(self, http: httpx.Client, request: Request, deadlines: Deadlines) -> Iterator[httpx.Response]:
        self._clock.start(deadlines.total, deadlines.first_byte, keep=self._listens > 0)
        self._clock.heeds = request.padding > 0
        built = http.build_request(
            request.method,
            request.url,
            headers=list(request.headers),
            content=content(request),
            timeout=httpx.Timeout(None, connect=deadlines.connect),
        )
        response = http.send(built, stream=True)
        try:
            yield response
        finally:
            response.close()
            response.stream = httpx.ByteStream(b"")  # what it was leads back to the answer, which would stay


def without_body(exchange: Exchange, asked: Request) -> Exchange:
    """An answer of which no more may be shown: what it repeats of a secret need not be all of it."""
    sent = asked.header("authorization") or ""
    headers = tuple((name, value) for name, value in exchange.headers if not repeats(value, sent))
    return replace(exchange, headers=headers, body=b"", after=b"", kept=frozenset({"status"}))


def repeats(value: str, sent: str) -> bool:
    """Whether a value has some characters of another in a row."""
    return any(sent[start : start + IN_A_ROW] in value for start in range(max(1, len(sent) - IN_A_ROW + 1)))


def at_a_loss(exchange: Exchange) -> bool:
    """Whether what reads requests, before anything that knows the API, made nothing of one, and hung up."""
    hangs_up = (exchange.header("connection") or "").lower() == "close"
    return exchange.status == BAD_REQUEST and hangs_up and "json" not in exchange.media_type


def content(request: Request) -> bytes | Iterator[bytes] | None:
    """The body, as httpx is to send it."""
    if request.padding:
        return padded(request)
    return chunks(request.body) if request.chunked else request.body


def padded(request: Request) -> Iterator[bytes]:
    """A body with spaces before its last byte, a few of them at a time."""
    body, left = request.body or b"", request.padding
    yield body[:-1]
    while left > 0:
        yield b" " * min(left, PIECE)
        left -= PIECE
    yield body[-1:]


def chunks(body: bytes | None) -> Iterator[bytes]:
    """A body in pieces: httpx does not say beforehand how long it is."""
    content = body or b""
    for start in range(0, len(content), CHUNK):
        yield content[start : start + CHUNK]
