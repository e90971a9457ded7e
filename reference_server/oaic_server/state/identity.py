"""Where ids, dates and elapsed times come from: unique by default, repeatable with a seed."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

SEEDED_TIME = 1_700_000_000


class Identity:
    def __init__(self, seed: int | None = None) -> None:
        self._seeded = seed is not None
        self._bits = (random.SystemRandom() if seed is None else random.Random(seed)).getrandbits

    def id(self, prefix: str) -> str:
        return f"{prefix}{self._bits(128):032x}"

    def created(self) -> int:
        return SEEDED_TIME if self._seeded else int(time.time())

    def moment(self) -> str:
        """The date and time for a log, to the millisecond."""
        now = datetime.fromtimestamp(SEEDED_TIME if self._seeded else time.time(), UTC)
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def clock(self) -> float:
        """Seconds on a clock that only moves forward; with a seed it stands still."""
        return 0.0 if self._seeded else self.passing()

    def passing(self) -> float:
        """The same, but for what people wait for: it moves with a seed too."""
        return time.monotonic()
