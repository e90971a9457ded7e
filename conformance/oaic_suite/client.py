"""Sends a request over a real socket and keeps everything that comes back; never raises on the server's account."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpx

from oaic_suite.clock import Clock, TickingTransport
from oaic_suite.deadlines import LARGEST_ANSWER, LARGEST_STREAM, MIB, Deadlines
from oaic_suite.exchange import Arrival, Exchange, Headers, Request
from oaic_suite.redaction import Redactor

# How httpx's exceptions read as the end of an exchange; the first that fits.
ENDINGS: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, "timeout"),
    (httpx.ConnectError, "refused"),
    (httpx.TimeoutException, "timeout"),
    (httpx.ReadError, "reset"),
    (httpx.WriteError, "reset"),
    (httpx.DecodingError, "protocol"),
    (httpx.RemoteProtocolError, "protocol"),
)


# Seconds a connection may idle and be used again: servers close theirs after two or more, and a request
# that meets the closing would look like one they dropped.
IDLE = 1.0


class TooLarge(Exception):
    """The answer has used up its room."""


@dataclass
class Partial:
    """What has come of an answer so far."""

    deadlines: Deadlines
    largest: int
    began: float = field(default_factory=time.monotonic)
    status: int | None = None
    headers: Headers = ()
    body: bytearray = field(default_factory=bytearray)
    arrivals: list[Arrival] = field(default_factory=list)

    @property
    def age(self) -> float:
        return time.monotonic() - self.began

    def take(self, piece: bytes) -> None:
        self.body += piece
        self.arrivals.append(Arrival(self.age, len(piece)))
        if len(self.body) > self.largest:
            raise TooLarge(f"more than {self.largest // MIB} MiB came")


class Client:
    """One target's connection pool, its deadlines, and a count of what was sent."""

    def __init__(self, deadlines: Deadlines, redactor: Redactor | None = None, verify: bool = True) -> None:
        self.deadlines = deadlines
        self.redactor = redactor or Redactor()
        self.sent = 0
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._clock = Clock()
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=20, keepalive_expiry=IDLE)
        transport = TickingTransport(self._clock, verify, limits)
        self._http = httpx.Client(transport=transport, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        self._http.close()

    def send(
        self,
        request: Request,
        *,
        prefix: str = "x",
        stop_after: Callable[[bytes], bool] | None = None,
        deadlines: Deadlines | None = None,
    ) -> Exchange:
        """The exchange; `stop_after` lets a caller hang up in the middle of an answer."""
        with self._lock:
            self.sent += 1
            number = f"{prefix}{next(self._numbers)}"
        partial = Partial(deadlines or self.deadlines, LARGEST_STREAM if request.wants_stream else LARGEST_ANSWER)
        ended, note = "complete", ""
        try:
            for piece in self._receive(request, partial):
                partial.take(piece)
                if stop_after and stop_after(bytes(partial.body)):
                    note = "the client hung up on purpose"
                    break
        except TooLarge as enough:
            ended, note = "too_large", str(enough)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
            ended, note = told(error, partial)
        return Exchange(
            number,
            replace(request, headers=self.redactor.headers(request.headers)),
            partial.status,
            self.redactor.headers(partial.headers),
            self.redactor.mask(bytes(partial.body)),
            tuple(partial.arrivals),
            ended,
            note,
        )

    def _receive(self, request: Request, partial: Partial) -> Iterator[bytes]:
        with self._open(request, partial.deadlines) as response:
            partial.status = response.status_code
            partial.headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw)
            self._clock.wait = partial.deadlines.gap
            encoded = response.headers.get("content-encoding", "identity") != "identity"
            yield from response.iter_bytes() if encoded else response.iter_raw()

    @contextmanager
    def _open(self, request: Request, deadlines: Deadlines) -> Iterator[httpx.Response]:
        self._clock.start(deadlines.total, deadlines.first_byte)
        built = self._http.build_request(
            request.method,
            request.url,
            headers=list(request.headers),
            content=request.body,
            timeout=httpx.Timeout(None, connect=deadlines.connect),
        )
        response = self._http.send(built, stream=True)
        try:
            yield response
        finally:
            response.close()


def told(error: Exception, partial: Partial) -> tuple[str, str]:
    """How an exchange ended, from the exception that ended it, and a sentence."""
    ended = next((word for kind, word in ENDINGS if isinstance(error, kind)), "protocol")
    if ended == "timeout":
        return ended, silence(error, partial)
    return ended, str(error) or type(error).__name__


def silence(error: Exception, partial: Partial) -> str:
    deadlines = partial.deadlines
    if isinstance(error, httpx.ConnectTimeout):
        return f"no connection within {deadlines.connect:.3g} s"
    if partial.age >= deadlines.total:
        return f"not finished within {deadlines.total:.3g} s"
    if partial.status is None:
        return f"nothing came for {deadlines.first_byte:.3g} s before an answer began"
    return f"nothing came for {deadlines.gap:.3g} s before the answer went on"
