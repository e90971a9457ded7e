"""How long a target may take before silence is an answer."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_SECONDS = 60.0


@dataclass(frozen=True)
class Deadlines:
    connect: float = 5.0
    first_byte: float = DEFAULT_SECONDS / 2
    gap: float = DEFAULT_SECONDS / 3
    total: float = DEFAULT_SECONDS

    @classmethod
    def within(cls, seconds: float) -> Deadlines:
        """Every deadline in proportion to the longest time an answer may take."""
        return cls(min(5.0, seconds), seconds / 2, seconds / 3, seconds)

    def patient(self, latency: float) -> Deadlines:
        """The same for a target whose plain answer took this long: never less than ten times that."""
        return Deadlines.within(min(max(self.total, 10 * latency), 600.0))

    def longer(self, times: float) -> Deadlines:
        """All the time there is, several times over, and no sooner an end to waiting for a beginning."""
        total = times * self.total
        return Deadlines(self.connect, total, self.gap, total)

    def behind(self, wait: float) -> Deadlines:
        """The same for whoever may have to let others go first, and they take this long."""
        return Deadlines(self.connect, self.first_byte + wait, self.gap + wait, self.total + wait)
