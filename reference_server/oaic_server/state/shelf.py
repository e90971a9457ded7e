"""What the server keeps by id; only the latest are kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Kept = TypeVar("Kept")
MOST = 1_000


class Shelf(Generic[Kept]):
    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def put(self, id: str, kept: Kept) -> None:
        self._kept[id] = kept
        self._kept.move_to_end(id)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def get(self, id: str) -> Kept | None:
        return self._kept.get(id)

    def drop(self, id: str) -> None:
        self._kept.pop(id, None)

    def all(self) -> list[Kept]:
        """The oldest first."""
        return [*self._kept.values()]

    def __len__(self) -> int:
        return len(self._kept)
