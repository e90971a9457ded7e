"""Ends a dead run: after a few exchanges in a row without an answer nothing more is sent.

Before that the plainest request the target has answered is sent once more: a server that hangs, or hangs
up, on the same kind of request several times is alive, and what it does is a matter for requirements.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from oaic_suite.evidence.exchange import ANSWERED, Exchange, Request
from oaic_suite.evidence.printable import printable
from oaic_suite.evidence.unsettled import NotRun

BREAKER = "breaker"  # the cause of what an open breaker kept from being asked
FEW = 4
SHOWN = 200  # characters of a body in a sentence
LONGEST = 800  # characters of a line to repeat a request


@dataclass
class Breaker:
    limit: int = FEW
    silent: int = 0
    sentence: str = ""
    answered: Request | None = None  # the plainest that was
    last: Exchange | None = None  # that was answered
    first: Exchange | None = None  # that was not, and none after it

    @property
    def open(self) -> bool:
        return bool(self.sentence)

    def note(self, request: Request, exchange: Exchange, ask_again: Callable[[Request | None], Exchange]) -> None:
        if not unanswered(exchange):
            self.remember(request, exchange)
            return
        self.silent += 1
        self.first = self.first or exchange
        if self.silent < self.limit:
            return
        if not unanswered(ask_again(self.answered)):
            self.silent, self.first = 0, None
            return
        self.sentence = self.obituary(exchange)

    def conclude(self, ask_again: Callable[[Request | None], Exchange]) -> None:
        """At the end of a run fewer in a row must do: whether the server that was silent at last is still there."""
        if self.first and not self.open and ask_again(self.answered).status is None:
            self.sentence = self.obituary(self.first)

    def remember(self, request: Request, exchange: Exchange) -> None:
        self.silent, self.first, self.last = 0, None, exchange
        if exchange.ended in ANSWERED and (self.answered is None or request.method == "GET"):
            self.answered = request

    def obituary(self, exchange: Exchange) -> str:
        """Which request was answered last, and which no longer: one of them ended the server."""
        told = [f"the target stopped answering: {self.in_a_row} ended in {exchange.outcome}"]
        told += [f"last answered: {shown(self.last)} ({self.last.outcome})"] if self.last else []
        told += [f"first unanswered: {shown(self.first)} ({self.first.outcome})"] if self.first else []
        suspect = self.suspect()
        told += [printable(suspect.curl())] if suspect and len(suspect.curl()) <= LONGEST else []
        return "; ".join(told)

    @property
    def in_a_row(self) -> str:
        return "the last request" if self.silent == 1 else f"{self.silent} requests in a row"

    def suspect(self) -> Exchange | None:
        """The first that was not answered, unless nobody was there any more, or the one before came to no end."""
        met = self.first is not None and self.first.ended != "refused"
        ended = self.last is None or self.last.ended in ANSWERED
        return self.first if met and ended else self.last or self.first

    def check(self) -> None:
        if self.open:
            raise NotRun(self.sentence, BREAKER)


def unanswered(exchange: Exchange) -> bool:
    """No answer, or one that never ends; what began and broke off is an answer all the same."""
    return exchange.status is None or exchange.ended == "timeout"


def shown(exchange: Exchange) -> str:
    """A request in a few words."""
    request = exchange.request
    path = urlsplit(request.url).path
    body = (request.body or b"").decode("utf-8", "replace")
    return printable(f"{request.method} {path} {body if len(body) <= SHOWN else body[:SHOWN] + '…'}".rstrip())
