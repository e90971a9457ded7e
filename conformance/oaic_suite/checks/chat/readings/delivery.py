"""When an answer arrived: whether it was delivered as it was made, or held back until it was whole."""

from __future__ import annotations

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream

LONG_ENOUGH = 1.0  # seconds the making of an answer takes before its delivery can tell anything
MOST = 0.9  # of that time, after which half of a held back answer is still to come


def held_back(short: Stream, long: Stream) -> list[Finding]:
    """The long answer, where half of it came at the end of the time it took beyond the short one's beginning."""
    for stream in (short, long):
        stream.need("times")
        stream.require_complete()
    began, half, last = short.exchange.arrivals[0].at, middle(long.exchange), long.exchange.arrivals[-1].at
    making = last - began
    if making < LONG_ENOUGH or half - began < MOST * making:
        return []
    expected = f"half of the answer well before its end after {last:.1f} s"
    return [Finding(long.place(), expected, f"less than half of it within {half:.1f} s")]


def middle(exchange: Exchange) -> float:
    """When half of the bytes had come."""
    size = 0
    for arrival in exchange.arrivals:
        size += arrival.size
        if 2 * size >= len(exchange.body):
            return arrival.at
    return exchange.arrivals[-1].at
