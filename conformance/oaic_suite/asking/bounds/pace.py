"""How fast is asked: so many requests a second, so many at the same time, and what a rate limit made us wait."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from oaic_suite.evidence.exchange import Exchange

PATIENCE = 5.0  # seconds a rate limit may cost one request
ALL_PATIENCE = 60.0  # seconds rate limits may cost a run
WAITING = "the server limits the rate of requests: it is waited for as it says, {:g} s in all at most"
ENOUGH = "no rate limit is waited for any more: what meets one stays open"


class Pace:
    """Shared by all that ask one target."""

    def __init__(self, rate: float | None = None, most: int | None = None) -> None:
        self.rate, self.most = rate, most
        self.waited = 0.0  # for rate limits
        self._told: set[str] = set()
        self._at_once = max(1, int(rate or 1))
        self._span = self._at_once / rate if rate else 0.0  # seconds in which no more than those begin
        self._begun: deque[float] = deque(maxlen=self._at_once)
        self._lock = threading.Lock()
        self._room = threading.Semaphore(most) if most else None

    def gather(self, together: int) -> bool:
        """Waits until so many may begin at the same time; false where they never may."""
        if (self.rate and together > self._at_once) or (self.most and together > self.most):
            return False
        if self.rate:
            with self._lock:
                place = len(self._begun) - self._at_once + together - 1
                due = self._begun[place] + self._span if place >= 0 else 0.0
            time.sleep(max(0.0, due - time.monotonic()))
        return True

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The time in which one request is asked and answered, when there is room for it."""
        with self._room or nullcontext():
            if self.rate:
                self._keep_step()
            yield

    def _keep_step(self) -> None:
        with self._lock:
            now = time.monotonic()
            mine = max(now, self._begun[0] + self._span) if len(self._begun) == self._at_once else now
            self._begun.append(mine)
        time.sleep(mine - now)

    # --- rate limits -----------------------------------------------------------------------------------

    def sit_out(self, seconds: float, tell: Callable[[str], None]) -> None:
        self.waited += seconds
        self._tell_once(WAITING.format(ALL_PATIENCE), tell)
        time.sleep(seconds)

    def taken(self) -> float:
        """The seconds that rate limits took since this was last asked."""
        taken, self.waited = self.waited, 0.0
        return taken

    def give_up(self, tell: Callable[[str], None]) -> None:
        """Says that there was enough of it, where anything was waited for."""
        if self.waited:
            self._tell_once(ENOUGH, tell)

    def _tell_once(self, line: str, tell: Callable[[str], None]) -> None:
        if line not in self._told:
            self._told.add(line)
            tell(line)


def patience(exchange: Exchange, waited: float) -> float | None:
    """How long the server asks us to wait, when that is short enough to do and was not done too often."""
    try:
        asked = float(exchange.header("retry-after") or "1")
    except ValueError:
        return None
    return asked if 0 <= asked <= PATIENCE and waited + asked <= ALL_PATIENCE else None
