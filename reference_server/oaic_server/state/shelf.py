"""What the server keeps by id; in memory only the latest are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import orjson

Kept = TypeVar("Kept")
MOST = 1_000
ROOM = 256 * 2**20  # bytes on a shelf in memory, where it is known how many each has


class Shelf(Protocol[Kept]):
    """What is taken from it may be a copy: who changes something puts it back."""

    def put(self, id: str, kept: Kept) -> None: ...

    def update(self, id: str, kept: Kept) -> None:
        """The same where it is still there; what was dropped stays so."""

    def get(self, id: str) -> Kept | None: ...

    def drop(self, id: str) -> None: ...

    def all(self) -> list[Kept]:
        """In the order in which they were put first."""

    def __len__(self) -> int: ...


@dataclass(frozen=True)
class Codec(Generic[Kept]):
    """How something is written where it outlasts the server."""

    write: Callable[[Kept], bytes]
    read: Callable[[bytes], Kept]
    size: Callable[[Kept], int] = lambda kept: 0  # of what never changes; nought: it is not counted


JSON: Codec[Any] = Codec(orjson.dumps, orjson.loads)
BYTES: Codec[bytes] = Codec(bytes, bytes)


class Latest(Generic[Kept]):
    """A shelf in memory."""

    def __init__(self, most: int = MOST, size: Callable[[Kept], int] = lambda kept: 0, room: int = ROOM) -> None:
        self._most, self._size, self._room = most, size, room
        self._held = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def put(self, id: str, kept: Kept) -> None:
        self.drop(id)
        self._kept[id] = kept
        self._held += self._size(kept)
        self._make_room()

    def update(self, id: str, kept: Kept) -> None:
        if id in self._kept:
            self._held += self._size(kept) - self._size(self._kept[id])
            self._kept[id] = kept
            self._make_room()

    def _make_room(self) -> None:
        while len(self._kept) > self._most or (self._held > self._room and len(self._kept) > 1):
            self.drop(next(iter(self._kept)))

    def get(self, id: str) -> Kept | None:
        return self._kept.get(id)

    def drop(self, id: str) -> None:
        if id in self._kept:
            self._held -= self._size(self._kept.pop(id))

    def all(self) -> list[Kept]:
        return [*self._kept.values()]

    def __len__(self) -> int:
        return len(self._kept)
