"""How many steps may be taken before growing is given up: a schema may ask for endless work."""

from __future__ import annotations

from oaic_server.growth.unsatisfiable import Exhausted


class Effort:
    def __init__(self, steps: int, asks_for: str) -> None:
        self._left, self._asks_for = steps, asks_for

    def spend(self, steps: int = 1) -> None:
        self._left -= steps
        if self._left < 0:
            raise Exhausted(self._asks_for)
