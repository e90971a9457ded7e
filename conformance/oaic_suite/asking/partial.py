"""An answer while it comes, and how it ended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import httpx

from oaic_suite.asking.coding import inflater
from oaic_suite.asking.deadlines import LARGEST_ANSWER, LARGEST_STREAM, MIB, Deadlines
from oaic_suite.asking.redaction import Redactor
from oaic_suite.evidence.exchange import Arrival, Ended, Exchange, Headers, Request

# How httpx's exceptions read as the end of an exchange; the first that fits.
ENDINGS: tuple[tuple[type[Exception], Ended], ...] = (
    (httpx.ConnectTimeout, "timeout"),
    (httpx.ConnectError, "refused"),
    (httpx.TimeoutException, "timeout"),
    (httpx.ReadError, "reset"),
    (httpx.WriteError, "reset"),
    (httpx.RemoteProtocolError, "protocol"),
)


HUNG_UP = "the client hung up on purpose"


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
    encoded: bytearray = field(default_factory=bytearray)
    version: str = ""
    connected: bool = False
    arrivals: list[Arrival] = field(default_factory=list)

    @property
    def age(self) -> float:
        return time.monotonic() - self.began

    def take(self, piece: bytes) -> None:
        self.body += piece
        self.arrivals.append(Arrival(self.age, len(piece)))
        if len(self.body) > self.largest:
            raise TooLarge(f"more than {self.largest // MIB} MiB came")

    def exchange(self, number: str, request: Request, ended: Ended, note: str, redactor: Redactor) -> Exchange:
        """The whole of it, with nothing in it that may not be shown."""
        return Exchange(
            number,
            replace(request, headers=redactor.headers(request.headers)),
            self.status,
            redactor.headers(self.headers),
            redactor.mask(bytes(self.body)),
            tuple(self.arrivals),
            ended,
            note,
            encoded=bytes(self.encoded),
            version=self.version,
            connected=self.connected,
        )


def room(request: Request) -> int:
    """How many bytes an answer may have."""
    return LARGEST_STREAM if request.wants_stream else LARGEST_ANSWER


def decoded(response: httpx.Response, partial: Partial) -> Iterator[bytes]:
    """The pieces of a body as they were before their coding; the bytes that came are kept beside them."""
    coding = inflater(response.headers.get("content-encoding", ""))
    if coding is None:
        yield from response.iter_raw()
        return
    for piece in response.iter_raw():
        partial.encoded += piece
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
