"""Files that come in parts, until they are whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from oaic_server.state.shelf import BYTES, MOST, Codec, Shelf
from oaic_server.state.store import Store

SECONDS = 3_600  # in which an upload must come to its end
SWEPT = 60  # seconds between two looks at what has expired
ROOM = 256 * 2**20  # bytes that all parts hold together, in memory
PENDING, CANCELLED, EXPIRED = "pending", "cancelled", "expired"


@dataclass
class KeptUpload:
    id: str
    created_at: int
    filename: str
    bytes: int
    purpose: str
    asked: dict[str, Any]  # what it was begun with
    status: str = PENDING
    parts: dict[str, int] = field(default_factory=dict)  # by id, how many bytes each has
    file: dict[str, Any] | None = None  # as it was told

    @property
    def expires_at(self) -> int:
        return self.created_at + SECONDS

    @property
    def held(self) -> int:
        return sum(self.parts.values())

    def resource(self) -> dict[str, Any]:
        """As clients are told of it."""
        told = {name: getattr(self, name) for name in ("id", "bytes", "created_at", "filename", "purpose", "status")}
        made = {} if self.file is None else {"file": self.file}
        return {"object": "upload", **told, "expires_at": self.expires_at, **made}


UPLOAD = Codec[KeptUpload](lambda kept: orjson.dumps(asdict(kept)), lambda text: KeptUpload(**orjson.loads(text)))


class Uploads:
    """Each with its parts, until it ends; in memory, as many as there is room for."""

    def __init__(self, store: Store, now: Callable[[], int], most: int = MOST, room: int = ROOM) -> None:
        self._store, self._now, self._most, self._room = store, now, most, room
        self._held = 0
        self._swept = 0
        self._uploads: Shelf[KeptUpload] = store.shelf("upload", UPLOAD, most + 1)
        self._parts: Shelf[bytes] = store.shelf("part", BYTES, room)
        self._sweep()

    def put(self, upload: KeptUpload) -> None:
        self._sweep()
        self._uploads.put(upload.id, upload)
        if self._store.is_bounded and len(self._uploads) > self._most:
            oldest = self._uploads.all()[0]
            self.end(oldest, EXPIRED)  # or its parts would stay behind
            self._uploads.drop(oldest.id)

    def get(self, id: str) -> KeptUpload | None:
        upload = self._uploads.get(id)
        if upload is not None and upload.status == PENDING and upload.expires_at <= self._now():
            self.end(upload, EXPIRED)
        return upload

    def takes(self, upload: KeptUpload, size: int) -> bool:
        """Whether there is room for so many bytes more, were there no other upload."""
        return not self._store.is_bounded or upload.held + size <= self._room

    def add(self, upload: KeptUpload, id: str, content: bytes) -> None:
        with self._store.together():
            self._parts.put(id, content)
            upload.parts[id] = len(content)
            self._uploads.update(upload.id, upload)
        self._held += len(content)
        if self._store.is_bounded and self._held > self._room:
            self._make_room(upload.id)

    def content(self, upload: KeptUpload, part_ids: list[str]) -> bytes:
        return b"".join(self._parts.get(id) or b"" for id in part_ids)

    def end(self, upload: KeptUpload, status: str, file: dict[str, Any] | None = None) -> None:
        """Nothing can be added any more, and the parts are forgotten."""
        with self._store.together():
            for id in upload.parts:
                self._parts.drop(id)
            self._held -= upload.held
            upload.status, upload.parts, upload.file = status, {}, file
            self._uploads.update(upload.id, upload)

    def _sweep(self) -> None:
        """Ends what nobody goes on with: its parts would stay where the store outlasts the server."""
        if self._now() < self._swept + SWEPT:
            return
        self._swept = self._now()
        with self._store.together():
            for upload in self._uploads.all():
                if upload.status == PENDING and upload.expires_at <= self._now():
                    self.end(upload, EXPIRED)

    def _make_room(self, wanted: str) -> None:
        for oldest in self._uploads.all():
            if self._held <= self._room:
                return
            if oldest.status == PENDING and oldest.id != wanted:
                self.end(oldest, EXPIRED)
