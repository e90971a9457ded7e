"""What an SDK asked, and what has come back of it so far: kept as any other exchange is, within the same bounds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import httpx2
from oaic_spec import contract

from oaic_suite.asking.bounds.room import TooLarge
from oaic_suite.asking.partial import HUNG_UP, Partial, ending
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Ended, Exchange, Headers, Request


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
        self.partial = Partial(self.deadlines, self.request, target.client.stock)
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
        self.partial.begin(response.status_code, response.http_version, spelt(response.headers))

    @property
    def left(self) -> float:
        """Seconds that the exchange may still take."""
        return max(self.deadlines.total - self.partial.age, 0.0)

    def require_time(self) -> None:
        if not self.left:
            raise httpx2.ReadTimeout("the exchange has used up its time")

    def take(self, piece: bytes) -> None:
        self.require_time()
        self.partial.take(piece)

    def done(self) -> None:
        self.require_time()  # a connection that was shut looks like an end
        self.partial.end()
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
            late = httpx2.ReadTimeout(str(error)) if not self.left else error
            self.ended, self.note = ending(as_httpx(late), self.partial)
            raise late from error
        except TimeoutError as late:
            self.ended, self.note = ending(httpx.ReadTimeout(""), self.partial)
            raise httpx2.ReadTimeout("the exchange has used up its time") from late

    def exchange(self) -> Exchange:
        return self.partial.exchange(self.number, self.ended, self.note, self._redactor)


def as_httpx(error: Exception) -> Exception:
    """The same error of httpx: httpx2 has its names."""
    kind = getattr(httpx, type(error).__name__, httpx.ProtocolError)
    same: Exception = kind(str(error))
    return same
