"""What is asked at the same time is weighed when the last of it has ended: what is asked then is asked alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from oaic_suite.evidence.exchange import Exchange, Request

Sent = tuple[Request, Exchange]


class Company:
    def __init__(self) -> None:
        self._under_way = 0
        self._ended: list[Sent] = []
        self._lock = threading.Lock()

    @contextmanager
    def joined(self, weigh: Callable[[list[Sent]], None]) -> Iterator[list[Sent]]:
        """What is put into it is weighed by the last to leave, with what all the others put into theirs."""
        mine: list[Sent] = []
        with self._lock:
            self._under_way += 1
        try:
            yield mine
        finally:
            if ended := self._left(mine):
                weigh(ended)

    def _left(self, mine: list[Sent]) -> list[Sent]:
        """All there is to weigh, where nothing is under way any more."""
        with self._lock:
            self._under_way -= 1
            self._ended += mine
            if self._under_way:
                return []
            ended, self._ended = self._ended, []
            return ended
