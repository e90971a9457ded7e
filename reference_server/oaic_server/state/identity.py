"""Where ids, dates and elapsed times come from: unique by default, repeatable with a seed."""

from __future__ import annotations

import random
import time

SEEDED_TIME = 1_700_000_000


class Identity:
    def __init__(self, seed: int | None = None) -> None:
        self._seeded = seed is not None
        self._bits = (random.SystemRandom() if seed is None else random.Random(seed)).getrandbits

    def id(self, prefix: str) -> str:
        return f"{prefix}{self._bits(128):032x}"

    def created(self) -> int:
        return SEEDED_TIME if self._seeded else int(time.time())

    def clock(self) -> float:
        """Seconds on a clock that only moves forward; with a seed it stands still."""
        return 0.0 if self._seeded else self.passing()

    def passing(self) -> float:
        """The same, but for what people wait for: it moves with a seed too."""
        return time.monotonic()
