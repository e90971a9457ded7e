"""An answer while it comes, and how it ended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import httpx

from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.bounds.room import MOST_KEPT, SMALL, Room, Stock, amount, few, require_few_values
from oaic_suite.asking.coding import inflater
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.evidence.arrivals import Arrivals
from oaic_suite.evidence.exchange import Ended, Exchange, Headers, Request, media_type

# How httpx's exceptions read as the end of an exchange; the first that fits.
ENDINGS: tuple[tuple[type[Exception], Ended], ...] = (
    (httpx.ConnectTimeout, "timeout"),
    (httpx.ConnectError, "refused"),
    (httpx.TimeoutException, "timeout"),
    (httpx.ReadError, "reset"),
    (httpx.WriteError, "reset"),
    (httpx.RemoteProtocolError, "protocol"),
)


CROWDED = f"the answers of this run are {amount(MOST_KEPT)} already: ask for less at a time with --only or --skip"
HUNG_UP = "the client hung up on purpose"


@dataclass
class Partial:
    """What has come of an answer so far."""

    deadlines: Deadlines
    request: Request
    stock: Stock = field(default_factory=Stock)
    began: float = field(default_factory=time.monotonic)
    status: int | None = None
    headers: Headers = ()
    body: bytearray = field(default_factory=bytearray)
    encoded: int = 0  # bytes, where a coding was taken off them
    lines: int = 0
    version: str = ""
    connected: bool = False
    after: bytes = b""  # the end
    arrivals: Arrivals = field(default_factory=Arrivals)
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        self.room = self.stock.room(self.request)

    @property
    def age(self) -> float:
        return time.monotonic() - self.began

    def begin(self, status: int | None, version: str, headers: Headers) -> None:
        """The header came."""
        self.status, self.version, self.headers = status, version, few(headers)
        self.room = self.stock.room(self.request, media_type(self.headers))

    def unpack(self, piece: bytes) -> None:
        """A piece came that is still coded: it may stand for nothing, and counts all the same."""
        self.encoded += len(piece)
        self.room.require(self.encoded, 0)

    def take(self, piece: bytes) -> None:
        self.body += piece
        self.lines += max(piece.count(b"\n"), piece.count(b"\r"))
        self.arrivals.note(self.age, len(piece))
        self.room.require(len(self.body), self.lines)

    def end(self) -> None:
        """The last piece came."""
        require_few_values(bytes(self.body))

    def exchange(self, number: str, ended: Ended, note: str, redactor: Redactor) -> Exchange:
        """The whole of it, with nothing in it that may not be shown; of what was too large the beginning."""
        too_large = ended == "too_large"
        kept = self.body[:SMALL] if too_large else self.body
        return Exchange(
            number,
            replace(self.request, headers=redactor.headers(self.request.headers)),
            self.status,
            self.stock.shared(redactor.headers(self.headers)),
            self.stock.keep(redactor.mask(bytes(kept))),
            self.arrivals,
            ended,
            note,
            encoded=self.encoded,
            version=self.version,
            connected=self.connected,
            after=redactor.mask(self.after),
            unheard=(f"{note}, and {CROWDED}", "room") if too_large and self.room.crowded else None,
        )


def decoded(response: httpx.Response, partial: Partial) -> Iterator[bytes]:
    """The pieces of a body as they were before their coding."""
    coding = inflater(response.headers.get("content-encoding", ""))
    if coding is None:
        yield from response.iter_raw()
        return
    for piece in response.iter_raw():
        partial.unpack(piece)
        yield from filter(None, coding.feed(piece))
    if partial.encoded:
        coding.close()


def ending(error: Exception, partial: Partial) -> tuple[Ended, str]:
    """How an exchange ended, from the exception that ended it, and a sentence."""
    ended: Ended = next((word for kind, word in ENDINGS if isinstance(error, kind)), "protocol")
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
