"""The scripts and the journal of a server, by key, and a file of rules that is read anew when it changes."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, MutableMapping
from pathlib import Path
from typing import Any

from starlette.types import Send

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.script import reading
from oaic_server.script.asked import Asked
from oaic_server.script.book import EVERYBODY, Book, Pages
from oaic_server.script.journal import Entry, Notes
from oaic_server.script.manners import complaints, unread
from oaic_server.script.reading import ScriptError
from oaic_server.script.scene import Scene

SCRIPT_HEADER = "x-oaic-script"
LOG = logging.getLogger(__name__)


class Theatre:
    def __init__(self, file: str | None = None, takes_header: bool = True) -> None:
        """Raises `ScriptError` where the file is none of rules."""
        self.book = Book()
        self._takes_header = takes_header
        self._notes: defaultdict[str, Notes] = defaultdict(Notes)
        self._file = File(file) if file else None

    def scene(self, request: Request, sayable: Collection[str]) -> Scene:
        """What the header of a request says stands above all rules; those of a file come last."""
        if self._takes_header and (written := request.headers.get(SCRIPT_HEADER)):
            return Scene((single(written, request),))
        asked = Asked(request, sayable)
        scene = self.book.scene(asked, key_of(request))
        return scene if scene.rules or self._file is None else self._file.pages().scene(asked)

    def notes(self, key: str) -> Notes:
        return self._notes[key]

    def note(self, request: Request, reply: Reply, scene: Scene, faults: tuple[str, ...]) -> Entry:
        notes = self._notes[key_of(request)]
        entry = notes.add(request, reply, scene, faults)
        entry.wrong.extend(complaints(entry, notes.before(entry)))
        return entry

    def forget(self, key: str) -> None:
        self.book.forget(key)
        self._notes.pop(key, None)


class File:
    """The rules of a file, read anew when it has changed; one that has become wrong is logged, and not taken."""

    def __init__(self, name: str) -> None:
        self._path = Path(name)
        self._read_at = self._changed_at()
        self._pages = self._read()

    def pages(self) -> Pages:
        if (changed := self._changed_at()) != self._read_at:
            self._read_at = changed
            try:
                self._pages = self._read()
            except ScriptError as error:
                LOG.error("%s is kept as it was: %s", self._path, error)
        return self._pages

    def _changed_at(self) -> int:
        try:
            return self._path.stat().st_mtime_ns
        except OSError:
            return 0

    def _read(self) -> Pages:
        pages = Pages()
        try:
            pages.add(reading.rules_in(self._path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise ScriptError(f"{self._path} cannot be read: {error}") from None
        except ScriptError as error:
            raise ScriptError(f"{self._path}: {error}") from None
        return pages


def single(written: str, request: Request) -> Any:
    try:
        [rule] = reading.rules_in(written)
    except (ScriptError, ValueError) as error:
        raise Refusal(400, f"{SCRIPT_HEADER}: {error}", code="invalid_value", param=SCRIPT_HEADER) from None
    return rule


def key_of(request: Request) -> str:
    """What a client names itself by: its scripts and its journal are its own."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else EVERYBODY


def watched(send: Send, entry: Entry, is_whole: bool) -> Send:
    """Tells the journal that the last byte has left; `is_whole`: whether it is meant to.

    Clients of streams leave as soon as they have read the last event, and do not wait for the end of the body.
    """
    if is_whole:
        entry.wrong.append(unread(entry))

    async def watching(message: MutableMapping[str, Any]) -> None:
        await send(message)
        if message["type"] == "http.response.body" and entry.made.is_whole and not entry.is_read:
            entry.is_read = True
            if is_whole:
                entry.wrong.remove(unread(entry))

    return watching
