"""Where ids, dates and elapsed times come from: unique by default, repeatable with a seed."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

SEEDED_TIME = 1_700_000_000
DIGITS = 32  # of an id
AT_A_TIME = 64

Clock = Callable[[], float]


class Identity:
    def __init__(self, seed: int | None = None) -> None:
        self._seeded = seed is not None
        self.passing: Clock = time.monotonic  # seconds on a clock that only moves forward
        self.clock: Clock = stopped if self._seeded else self.passing  # the same; with a seed it stands still
        self._numbers = drawn() if seed is None else dealt(seed)

    def id(self, prefix: str) -> str:
        return prefix + next(self._numbers)

    def created(self) -> int:
        return SEEDED_TIME if self._seeded else int(time.time())

    def moment(self) -> str:
        """The date and time for a log, to the millisecond."""
        now = datetime.fromtimestamp(SEEDED_TIME if self._seeded else time.time(), UTC)
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def drawn() -> Iterator[str]:
    """From the system, many at a time: who has an id may read what it names, so that nobody may guess the next."""
    while True:
        many = os.urandom(DIGITS // 2 * AT_A_TIME).hex()
        yield from (many[place : place + DIGITS] for place in range(0, len(many), DIGITS))


def dealt(seed: int) -> Iterator[str]:
    bits = random.Random(seed).getrandbits
    while True:
        yield f"{bits(4 * DIGITS):0{DIGITS}x}"


def stopped() -> float:
    return 0.0
