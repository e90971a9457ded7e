"""Ends a dead run: after a few exchanges in a row without an answer nothing more is sent."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.exchange import Exchange
from oaic_suite.verdict import NotRun

FEW = 4
DEAD = {"timeout", "refused"}


@dataclass
class Breaker:
    limit: int = FEW
    silent: int = 0
    sentence: str = ""

    @property
    def open(self) -> bool:
        return bool(self.sentence)

    def note(self, exchange: Exchange) -> None:
        # An answer that began is an answer, whatever became of it.
        dead = exchange.ended in DEAD and exchange.status is None
        self.silent = self.silent + 1 if dead else 0
        if self.silent >= self.limit:
            self.sentence = f"the target stopped answering: {self.silent} requests in a row ended in {exchange.outcome}"

    def check(self) -> None:
        if self.open:
            raise NotRun(self.sentence, "breaker")
