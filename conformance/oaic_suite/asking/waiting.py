"""Asks again until something has come about: what a server keeps may take a moment to be there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from oaic_suite.evidence.exchange import Exchange

PAUSES = (0.1, 0.4, 1.0, 2.0)  # seconds between one time and the next
NOT_THERE = 404


def awaited(
    ask: Callable[[], Exchange], has_come: Callable[[Exchange], bool], pauses: Iterable[float] = PAUSES
) -> Exchange:
    """The first answer that shows it, or the last there was time for."""
    exchange = ask()
    for pause in pauses:
        if has_come(exchange):
            break
        time.sleep(pause)
        exchange = ask()
    return exchange


def is_there(exchange: Exchange) -> bool:
    return exchange.status != NOT_THERE
