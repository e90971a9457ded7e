"""Sends a request over a real socket and keeps everything that comes back; never raises on the server's account."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpx

from oaic_suite.deadlines import LARGEST_ANSWER, Deadlines
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


class Enough(Exception):
    """The answer has used up its time or its room."""

    def __init__(self, ended: str, note: str) -> None:
        super().__init__(note)
        self.ended, self.note = ended, note


@dataclass
class Partial:
    """What has come of an answer so far."""

    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytearray = field(default_factory=bytearray)
    arrivals: list[Arrival] = field(default_factory=list)


class Client:
    """One target's connection pool, its deadlines, and a count of what was sent."""

    def __init__(self, deadlines: Deadlines, redactor: Redactor | None = None, verify: bool = True) -> None:
        self.deadlines = deadlines
        self.redactor = redactor or Redactor()
        self.sent = 0
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
        self._http = httpx.Client(verify=verify, limits=limits, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        self._http.close()

    def send(
        self, request: Request, *, prefix: str = "x", stop_after: Callable[[bytes], bool] | None = None
    ) -> Exchange:
        """The exchange; `stop_after` lets a caller hang up in the middle of an answer."""
        with self._lock:
            self.sent += 1
            number = f"{prefix}{next(self._numbers)}"
        partial = Partial()
        began = time.monotonic()
        ended, note = "complete", ""
        try:
            for piece in self._receive(request, partial, began):
                partial.body += piece
                partial.arrivals.append(Arrival(time.monotonic() - began, len(piece)))
                if stop_after and stop_after(bytes(partial.body)):
                    ended, note = "complete", "the client hung up on purpose"
                    break
                if len(partial.body) > LARGEST_ANSWER:
                    raise Enough("too_large", f"more than {LARGEST_ANSWER // 2**20} MiB came")
        except Enough as enough:
            ended, note = enough.ended, enough.note
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            ended, note = told(error, partial, self.deadlines)
        return Exchange(
            number,
            replace(request, headers=self._redacted(request.headers)),
            partial.status,
            self._redacted(partial.headers),
            self.redactor.mask(bytes(partial.body)),
            tuple(partial.arrivals),
            ended,
            note,
        )

    def _redacted(self, headers: Headers) -> Headers:
        return tuple((name, self.redactor.header(name, value)) for name, value in headers)

    def _receive(self, request: Request, partial: Partial, began: float) -> Iterator[bytes]:
        with self._open(request) as response:
            partial.status = response.status_code
            partial.headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw)
            encoded = response.headers.get("content-encoding", "identity") != "identity"
            pieces = response.iter_bytes() if encoded else response.iter_raw()
            for piece in pieces:
                # A server that drips never trips a read timeout: the whole has a deadline of its own.
                if time.monotonic() - began > self.deadlines.total:
                    raise Enough("timeout", f"not finished within {self.deadlines.total:g} s")
                yield piece

    @contextmanager
    def _open(self, request: Request) -> Iterator[httpx.Response]:
        limits = self.deadlines
        timeout = httpx.Timeout(limits.gap, connect=limits.connect, read=limits.first_byte)
        built = self._http.build_request(
            request.method, request.url, headers=list(request.headers), content=request.body, timeout=timeout
        )
        response = self._http.send(built, stream=True)
        try:
            yield response
        finally:
            response.close()


def told(error: Exception, partial: Partial, deadlines: Deadlines) -> tuple[str, str]:
    """How an exchange ended, from the exception that ended it, and a sentence."""
    ended = next((word for kind, word in ENDINGS if isinstance(error, kind)), "protocol")
    if ended == "timeout":
        waited = "an answer began" if partial.status is None else "the answer went on"
        return ended, f"nothing came for {deadlines.first_byte:g} s before {waited}"
    return ended, str(error) or type(error).__name__
