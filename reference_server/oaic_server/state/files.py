"""Files as the server keeps them: what each is called, apart from what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from oaic_server.state.shelf import Shelf

MOST = 10_000
ROOM = 256 * 2**20  # bytes that all of them hold together


@dataclass(frozen=True)
class KeptFile:
    id: str
    bytes: int
    created_at: int
    filename: str
    purpose: str
    expires_at: int | None = None

    def resource(self) -> dict[str, Any]:
        """As clients are told of it; what is here has been looked through."""
        return {"object": "file", **asdict(self), "status": "processed", "status_details": None}


class Files:
    """The latest of them, until each expires."""

    def __init__(self, now: Callable[[], int], most: int = MOST, room: int = ROOM) -> None:
        self._now = now
        self._room = room
        self._held = 0
        self._most = most
        self._files: Shelf[KeptFile] = Shelf(most + 1)
        self._contents: Shelf[bytes] = Shelf(most + 1)

    def put(self, file: KeptFile, content: bytes) -> None:
        self._contents.put(file.id, content)
        self._files.put(file.id, file)
        self._held += file.bytes
        for oldest in self._files.all():
            if len(self._files) <= self._most and self._held <= self._room:
                return
            self.drop(oldest.id)

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
        if file := self._files.get(id):
            self._held -= file.bytes
        self._files.drop(id)
        self._contents.drop(id)

    def _is_over(self, file: KeptFile) -> bool:
        return file.expires_at is not None and file.expires_at <= self._now()
