"""What has timed out before gets half the time when it is asked again: a hang costs a minute, not an hour.

Never less than ten times what the slowest complete answer took, so a server that is only slow is not hurried.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from oaic_suite.asking.deadlines import Deadlines
from oaic_suite.evidence.exchange import Exchange, Request

Manner = tuple[str | None, bool]
SHORTEST = 1.0  # seconds; less would judge the machine the suite runs on
MARGIN = 10


@dataclass
class Hangs:
    counts: Counter[Manner] = field(default_factory=Counter)
    slowest: float = 0.0

    def shorten(self, deadlines: Deadlines, request: Request) -> Deadlines:
        lapsed = self.counts[manner(request)]
        if not lapsed:
            return deadlines
        seconds = max(deadlines.total / 2**lapsed, MARGIN * self.slowest, SHORTEST)
        return Deadlines.within(min(seconds, deadlines.total))

    def note(self, request: Request, exchange: Exchange) -> None:
        if exchange.ended == "timeout":
            self.counts[manner(request)] += 1
        elif exchange.ended == "complete" and exchange.arrivals:
            self.slowest = max(self.slowest, exchange.arrivals[-1].at)


def manner(request: Request) -> Manner:
    return request.operation, request.wants_stream
