"""What has timed out before gets half the time when it is asked again: a hang costs a minute, not an hour.

Never less than ten times what the slowest complete answer took, so a server that is only slow is not hurried.
A few times in a run more time is spent instead, to tell a server that is slow from one that hangs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.evidence.exchange import ANSWERED, Exchange, Request

Manner = tuple[str | None, bool]
Kind = tuple[str | None, frozenset[str]]
SHORTEST = 1.0  # seconds; less would judge the machine the suite runs on
MARGIN = 10
WAITS = 2  # of a run that are longer than the caller asked for
LONGER = 2  # times as long


@dataclass
class Hangs:
    counts: Counter[Manner] = field(default_factory=Counter)
    slowest: float = 0.0
    waits: int = WAITS
    hopeless: set[Kind] = field(default_factory=set)

    def shorten(self, deadlines: Deadlines, request: Request) -> Deadlines:
        lapsed = self.counts[manner(request)]
        if not lapsed:
            return deadlines
        seconds = max(deadlines.total / 2**lapsed, MARGIN * self.slowest, SHORTEST)
        return Deadlines.within(min(seconds, deadlines.total))

    def note(self, request: Request, exchange: Exchange) -> None:
        if exchange.ended == "timeout":
            self.counts[manner(request)] += 1
        elif exchange.ended in ANSWERED and exchange.arrivals:
            self.slowest = max(self.slowest, exchange.arrivals[-1].at)

    def patience(self, deadlines: Deadlines) -> Deadlines | None:
        """Time enough to tell late from never; there is not always any left."""
        if not self.waits:
            return None
        self.waits -= 1
        return deadlines.longer(LONGER)

    def prove(self, request: Request) -> None:
        """A request was not answered, however long it was waited for, while others were."""
        self.hopeless.add(kind(request))

    def proven(self, request: Request) -> bool:
        return kind(request) in self.hopeless


def kind(request: Request) -> Kind:
    """What a request asks for, whatever the values."""
    return request.operation, frozenset(request.json)


def manner(request: Request) -> Manner:
    return request.operation, request.wants_stream
