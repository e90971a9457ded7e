"""What the server keeps by id; in memory only the latest are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import orjson

Kept = TypeVar("Kept")
MOST = 1_000


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


JSON: Codec[Any] = Codec(orjson.dumps, orjson.loads)
BYTES: Codec[bytes] = Codec(bytes, bytes)


class Latest(Generic[Kept]):
    """A shelf in memory."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def put(self, id: str, kept: Kept) -> None:
        self._kept[id] = kept
        self._kept.move_to_end(id)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def update(self, id: str, kept: Kept) -> None:
        if id in self._kept:
            self._kept[id] = kept

    def get(self, id: str) -> Kept | None:
        return self._kept.get(id)

    def drop(self, id: str) -> None:
        self._kept.pop(id, None)

    def all(self) -> list[Kept]:
        return [*self._kept.values()]

    def __len__(self) -> int:
        return len(self._kept)
