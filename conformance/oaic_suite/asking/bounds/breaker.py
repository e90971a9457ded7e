"""Ends a dead run: after a few exchanges in a row without an answer nothing more is sent.

Before that the plainest request of the kind that was granted is sent once more, or of any where none of the kind
was: a server that always hangs, or hangs up, on one kind of request is alive, and what it does is a matter for
requirements. One that granted the kind before and answers it no more is dead, whatever else it still answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from oaic_suite.asking.bounds.company import Sent
from oaic_suite.asking.bounds.hangs import Manner, manner
from oaic_suite.evidence.exchange import ANSWERED, Exchange, Request
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.evidence.unsettled import NotRun

BREAKER = "breaker"  # the cause of what an open breaker kept from being asked
FEW = 4
SHOWN = 200  # characters of a body in a sentence
LONGEST = 800  # characters of a line to repeat a request


@dataclass
class Course:
    """What was answered last and what no longer, of all requests or of those of one kind."""

    silent: int = 0
    last: Exchange | None = None  # that was answered
    first: Exchange | None = None  # that was not, and none after it

    def note(self, exchange: Exchange) -> None:
        if unanswered(exchange):
            self.silent += 1
            self.first = self.first or exchange
        else:
            self.recover()
            self.last = exchange

    def recover(self) -> None:
        self.silent, self.first = 0, None

    def obituary(self, outcome: int | str) -> str:
        """Which request was answered last, and which no longer: one of them ended the server."""
        told = [f"the target stopped answering: {self.in_a_row} ended in {outcome}"]
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


@dataclass
class Breaker:
    limit: int = FEW
    sentence: str = ""
    answered: Request | None = None  # the plainest that was
    granted: dict[Manner, Request] = field(default_factory=dict)  # the plainest of each kind that was
    every: Course = field(default_factory=Course)
    kinds: dict[Manner, Course] = field(default_factory=lambda: defaultdict(Course))

    @property
    def open(self) -> bool:
        return bool(self.sentence)

    @property
    def silent(self) -> int:
        return self.every.silent

    def note(self, request: Request, exchange: Exchange, ask_again: Callable[[Request | None], Exchange]) -> None:
        self.note_all([(request, exchange)], ask_again)

    def note_all(self, sent: list[Sent], ask_again: Callable[[Request | None], Exchange]) -> None:
        """Of several that were asked at the same time none shows that the server is dead while another is awaited."""
        for request, exchange in sent:
            self.every.note(exchange)
            self.kinds[manner(request)].note(exchange)
            if not unanswered(exchange):
                self.remember(request, exchange)
        ended = {manner(request): exchange.outcome for request, exchange in sent if unanswered(exchange)}
        for kind, outcome in ended.items():
            self._doubt(kind, outcome, ask_again)

    def _doubt(self, kind: Manner, outcome: int | str, ask_again: Callable[[Request | None], Exchange]) -> None:
        granted = self.granted.get(kind)
        suspected = [self.every, self.kinds[kind]] if granted else [self.every]
        silent = next((course for course in suspected if course.silent >= self.limit), None)
        if silent is None or self.open:
            return
        if unanswered(ask_again(granted or self.answered)):
            self.sentence = silent.obituary(outcome)
        self.every.recover()
        self.kinds[kind].recover()

    def conclude(self, ask_again: Callable[[Request | None], Exchange]) -> None:
        """At the end of a run fewer in a row must do: whether the server that was silent at last is still there."""
        if self.every.first and not self.open and unanswered(ask_again(self.answered)):
            self.sentence = self.every.obituary(self.every.first.outcome)

    def remember(self, request: Request, exchange: Exchange) -> None:
        if exchange.ended not in ANSWERED:
            return
        if self.answered is None or request.method == "GET":
            self.answered = request
        if exchange.status is not None and exchange.status < 400:
            self.granted[manner(request)] = min(request, self.granted.get(manner(request), request), key=size)

    def check(self) -> None:
        if self.open:
            raise NotRun(self.sentence, BREAKER)


def unanswered(exchange: Exchange) -> bool:
    """No answer, or one that never ends; what began and broke off is an answer all the same."""
    return exchange.status is None or exchange.ended == "timeout"


def unbegun(exchange: Exchange) -> bool:
    """Whether nothing of an answer came in time."""
    return exchange.ended == "timeout" and exchange.status is None


def size(request: Request) -> int:
    return len(request.body or b"")


def shown(exchange: Exchange) -> str:
    """A request in a few words."""
    request = exchange.request
    path = urlsplit(request.url).path
    body = (request.body or b"").decode("utf-8", "replace")
    return printable(f"{request.method} {path} {body if len(body) <= SHOWN else body[:SHOWN] + '…'}".rstrip())
