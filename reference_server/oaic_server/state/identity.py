"""Where ids, dates and elapsed times come from: unique by default, repeatable with a seed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

SEEDED_TIME = 1_700_000_000

Clock = Callable[[], float]


class Identity:
    def __init__(self, seed: int | None = None) -> None:
        self._seeded = seed is not None
        self.passing: Clock = time.monotonic  # seconds on a clock that only moves forward
        self.clock: Clock = stopped if self._seeded else self.passing  # the same; with a seed it stands still
        self._bits = random.Random(seed).getrandbits  # without a seed it takes one from the system, once

    def id(self, prefix: str) -> str:
        return f"{prefix}{self._bits(128):032x}"

    def created(self) -> int:
        return SEEDED_TIME if self._seeded else int(time.time())

    def moment(self) -> str:
        """The date and time for a log, to the millisecond."""
        now = datetime.fromtimestamp(SEEDED_TIME if self._seeded else time.time(), UTC)
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def stopped() -> float:
    return 0.0
