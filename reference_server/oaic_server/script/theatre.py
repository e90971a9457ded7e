"""The scripts and the journal of a server, by key, and a file of rules that is read anew when it changes."""

from __future__ import annotations

import logging
from collections.abc import Collection, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from starlette.types import Send

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.script import reading
from oaic_server.script.asked import Asked
from oaic_server.script.book import Book, Pages
from oaic_server.script.journal import Entry, Notes
from oaic_server.script.manners import complaints, unread
from oaic_server.script.reading import ScriptError
from oaic_server.script.rule import Rule
from oaic_server.script.scene import Scene
from oaic_server.state.shelf import Latest

SCRIPT_HEADER = "x-oaic-script"
MOST_KEYS = 100  # whose journals are kept
LOG = logging.getLogger(__name__)


class Theatre:
    def __init__(self, file: str | None = None, is_controlled: bool = True) -> None:
        """Raises `ScriptError` where the file is none of rules."""
        self.book = Book()
        self.is_controlled = is_controlled  # else the header is not taken, and nobody may read a journal
        self._notes: Latest[Notes] = Latest(MOST_KEYS)
        self._file = File(file) if file else None

    def scene(self, request: Request, sayable: Collection[str]) -> Scene:
        """What the header of a request says stands above all rules; those of a file come last."""
        asked = Asked(request, sayable)
        if self.is_controlled and (written := request.headers.get(SCRIPT_HEADER)):
            return Scene(tuple(in_header(written, asked)))
        scene = self.book.scene(asked, request.key)
        if self._file is None or scene.deciding is not None:
            return scene
        return Scene((*scene.rules, *self._file.pages().scene(asked).rules))

    def notes(self, key: str) -> Notes:
        notes = self._notes.get(key)
        if notes is None:
            notes = Notes()
            self._notes.put(key, notes)
        return notes

    def note(self, request: Request, reply: Reply, scene: Scene, faults: tuple[str, ...]) -> Entry:
        notes = self.notes(request.key)
        entry = notes.add(request, reply, scene, faults)
        entry.wrong.extend(complaints(entry, notes.before(entry)))
        notes.keep(entry)
        return entry

    def forget(self, key: str) -> None:
        self.book.forget(key)
        self._notes.drop(key)


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
        except OSError as error:
            raise ScriptError(f"{self._path} cannot be read: {error.strerror or error}") from None
        except UnicodeDecodeError as error:
            raise ScriptError(f"{self._path} cannot be read: {error}") from None
        except ScriptError as error:
            raise ScriptError(f"{self._path}: {error}") from None
        return pages


def in_header(written: str, asked: Asked) -> list[Rule]:
    """Those that a request brings along, all of which must fit it."""
    try:
        rules = reading.rules_in(written)
        require_one_answer(rules)
    except ScriptError as error:
        raise Refusal(400, f"{SCRIPT_HEADER}: {error}", code="invalid_value", param=SCRIPT_HEADER) from None
    if missed := [why for rule in rules for why in rule.misses(asked)]:
        raise Refusal(400, f"{SCRIPT_HEADER}: {'; '.join(missed)}", code="script_unmatched", param=SCRIPT_HEADER)
    return rules


def require_one_answer(rules: Sequence[Rule]) -> None:
    answers = [rule.name for rule in rules if rule.decides]
    if not rules or len(answers) > 1:
        raise ScriptError(f"expected a rule, or several with one answer, found {' and '.join(answers) or 'none'}")


def watched(send: Send, entry: Entry, is_whole: bool) -> Send:
    """Tells the journal that the last byte has left; `is_whole`: whether it is meant to.

    Clients of streams leave as soon as they have read the last event, and do not wait for the end of the body.
    """
    if is_whole:
        entry.wrong.append(unread(entry))

    async def watching(message: MutableMapping[str, Any]) -> None:
        # Before it is sent: who has read it may look at the journal at once, in another thread.
        if is_whole and message["type"] == "http.response.body" and entry.made.is_whole and not entry.is_read:
            entry.is_read = True
            entry.wrong.remove(unread(entry))
        await send(message)

    return watching
