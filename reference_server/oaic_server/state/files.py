"""Files as the server keeps them: what each is called, apart from what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from oaic_server.state.shelf import BYTES, Codec, Shelf
from oaic_server.state.store import Store

MOST = 10_000
ROOM = 256 * 2**20  # bytes that all of them hold together
SWEPT = 60  # seconds between two looks at what has expired


@dataclass(frozen=True)
class KeptFile:
    id: str
    bytes: int
    created_at: int
    filename: str
    purpose: str
    expires_at: int | None = None

    def resource(self) -> dict[str, Any]:
        """As clients are told of it."""
        return {"object": "file", **asdict(self), "status": "processed", "status_details": None}


FILE = Codec[KeptFile](lambda file: orjson.dumps(asdict(file)), lambda text: KeptFile(**orjson.loads(text)))


class Files:
    """Each until it expires; in memory, the latest."""

    def __init__(self, store: Store, now: Callable[[], int], most: int = MOST, room: int = ROOM) -> None:
        self._store, self._now, self._most, self._room = store, now, most, room
        self._held = 0
        self._swept = 0
        self._files: Shelf[KeptFile] = store.shelf("file", FILE, most + 1)
        self._contents: Shelf[bytes] = store.shelf("content", BYTES, most + 1)
        self._sweep()

    def put(self, file: KeptFile, content: bytes) -> None:
        self._sweep()
        with self._store.together():
            self._contents.put(file.id, content)
            self._files.put(file.id, file)
        self._held += file.bytes
        if self._store.is_bounded:
            self._make_room()

    def _sweep(self) -> None:
        """Drops what has expired, which nobody may ask for again."""
        if self._now() < self._swept + SWEPT:
            return
        self._swept = self._now()
        with self._store.together():
            for file in filter(self._is_over, self._files.all()):
                self.drop(file.id)

    def _make_room(self) -> None:
        while len(self._files) > self._most or self._held > self._room:
            self.drop(self._files.all()[0].id)

    def get(self, id: str) -> KeptFile | None:
        file = self._files.get(id)
        if file is not None and self._is_over(file):
            self.drop(id)
            return None
        return file

    def content(self, file: KeptFile) -> bytes:
        return self._contents.get(file.id) or b""

    def all(self) -> list[KeptFile]:
        """Those that are there, the oldest first."""
        return [file for file in self._files.all() if not self._is_over(file)]

    def drop(self, id: str) -> None:
        with self._store.together():
            if file := self._files.get(id):
                self._held -= file.bytes
            self._files.drop(id)
            self._contents.drop(id)

    def _is_over(self, file: KeptFile) -> bool:
        return file.expires_at is not None and file.expires_at <= self._now()
