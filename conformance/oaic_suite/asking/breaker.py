"""Ends a dead run: after a few exchanges in a row without an answer nothing more is sent.

Before that the plainest request the target has answered is sent once more: a server that hangs, or hangs
up, on the same kind of request several times is alive, and what it does is a matter for requirements.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotRun

BREAKER = "breaker"  # the cause of what an open breaker kept from being asked
FEW = 4


@dataclass
class Breaker:
    limit: int = FEW
    silent: int = 0
    sentence: str = ""
    answered: Request | None = None

    @property
    def open(self) -> bool:
        return bool(self.sentence)

    def note(self, request: Request, exchange: Exchange, ask_again: Callable[[Request | None], Exchange]) -> None:
        if not dead(exchange):
            self.remember(request, exchange)
            return
        self.silent += 1
        if self.silent < self.limit:
            return
        if not dead(ask_again(self.answered)):
            self.silent = 0
            return
        self.sentence = f"the target stopped answering: {self.silent} requests in a row ended in {exchange.outcome}"

    def remember(self, request: Request, exchange: Exchange) -> None:
        self.silent = 0
        if exchange.ended == "complete" and (self.answered is None or request.method == "GET"):
            self.answered = request

    def check(self) -> None:
        if self.open:
            raise NotRun(self.sentence, BREAKER)


def dead(exchange: Exchange) -> bool:
    """No answer, or one that never ends; what began and broke off is an answer all the same."""
    return exchange.status is None or exchange.ended == "timeout"
