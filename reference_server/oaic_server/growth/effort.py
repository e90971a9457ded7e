"""How many steps may be taken before growing is given up: a schema may ask for endless work."""

from __future__ import annotations

from dataclasses import dataclass, field

from oaic_server.growth.unsatisfiable import Exhausted

GROWN = 2_000  # steps of all attempts together
READ = 5_000  # parts of schemas that may be looked at, again and again


class Effort:
    def __init__(self, steps: int, asks_for: str) -> None:
        self._most, self._asks_for = steps, asks_for
        self.spent = 0

    def spend(self, steps: int = 1) -> None:
        self.spent += steps
        if self.spent > self._most:
            raise Exhausted(self._asks_for)


@dataclass(frozen=True)
class Efforts:
    """What the values of one request may cost together, whatever schemas they are of."""

    reading: Effort = field(default_factory=lambda: Effort(READ, "more reading than we are ready to do"))
    growing: Effort = field(default_factory=lambda: Effort(GROWN, "a value larger than we are ready to grow"))
