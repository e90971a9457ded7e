"""A store that outlasts the server, and that several workers share: a file of SQLite's.

What was answered is on the disk by then: each change is a transaction of its own, or part of one, and SQLite is told
to wait for the disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Generic

from oaic_server.state.settings import SettingsError
from oaic_server.state.shelf import MOST, Codec, Kept, Shelf
from oaic_server.state.store import Store

VERSION = 1
PATIENCE = 30.0  # seconds to wait for another worker
NUMBER = "PRAGMA user_version"
TABLE = """
CREATE TABLE IF NOT EXISTS kept (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    told BLOB NOT NULL,
    UNIQUE (kind, id)
)
"""
EARLIER = """
DELETE FROM kept WHERE kind = ? AND number <= (
    SELECT number FROM kept WHERE kind = ? ORDER BY number DESC LIMIT 1 OFFSET ?
)
"""


def opened(path: str | None) -> Store:
    """The store at a path; without one that in memory."""
    if path is None:
        return Store()
    try:
        return Database(path)
    except (sqlite3.Error, OSError, ValueError) as error:  # a path with a null is no path
        raise SettingsError(f"--store: cannot keep anything in {path}: {error}") from None


class Database(Store):
    is_bounded = False

    def __init__(self, path: str) -> None:
        make(path)
        # One thread answers; it may be another than the one that starts.
        self._connection = sqlite3.connect(path, PATIENCE, isolation_level=None, check_same_thread=False)
        self._depth = 0
        self._ask("PRAGMA journal_mode = WAL")
        self._ask("PRAGMA synchronous = FULL")
        with self.together():
            self._prepare(path)

    def shelf(self, kind: str, codec: Codec[Any], most: int = MOST, *, forgets: bool = False) -> Shelf[Any]:
        return Lasting(self, kind, codec, most if forgets else None)

    @contextmanager
    def together(self) -> Iterator[None]:
        if self._depth == 0:
            self._ask("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
            if self._depth == 1:
                self._ask("COMMIT")
        except BaseException:
            if self._depth == 1 and self._connection.in_transaction:  # SQLite has ended it where the disk is full
                self._ask("ROLLBACK")
            raise
        finally:
            self._depth -= 1

    def close(self) -> None:
        self._connection.close()

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._ask(sql, values)

    def _ask(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def _prepare(self, path: str) -> None:
        [(version,)] = self._ask(NUMBER)
        if version not in (0, VERSION):
            raise SettingsError(f"--store: {path} is of version {version}; this server reads {VERSION}")
        self._ask(TABLE)
        self._ask(f"{NUMBER} = {VERSION}")


def make(path: str) -> None:
    """The file, where there is none: for its owner alone, and so are those that SQLite lays beside it."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


class Lasting(Generic[Kept]):
    """A shelf in such a file; `most`: of which only the latest are kept."""

    def __init__(self, database: Database, kind: str, codec: Codec[Kept], most: int | None = None) -> None:
        self._database, self._kind, self._codec, self._most = database, kind, codec, most

    def put(self, id: str, kept: Kept) -> None:
        written = self._codec.write(kept)
        with self._database.together():
            self._database.ask(
                "INSERT INTO kept (kind, id, told) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET told = excluded.told",
                *(self._kind, spelt(id), written),
            )
            if self._most is not None:
                self._database.ask(EARLIER, self._kind, self._kind, self._most)

    def update(self, id: str, kept: Kept) -> None:
        written = self._codec.write(kept)
        self._database.ask("UPDATE kept SET told = ? WHERE kind = ? AND id = ?", written, self._kind, spelt(id))

    def get(self, id: str) -> Kept | None:
        found = self._database.ask("SELECT told FROM kept WHERE kind = ? AND id = ?", self._kind, spelt(id))
        return self._codec.read(found[0][0]) if found else None

    def drop(self, id: str) -> None:
        self._database.ask("DELETE FROM kept WHERE kind = ? AND id = ?", self._kind, spelt(id))

    def all(self) -> list[Kept]:
        found = self._database.ask("SELECT told FROM kept WHERE kind = ? ORDER BY number", self._kind)
        return [self._codec.read(told) for (told,) in found]

    def __len__(self) -> int:
        [(count,)] = self._database.ask("SELECT COUNT(*) FROM kept WHERE kind = ?", self._kind)
        return int(count)


def spelt(id: str) -> str:
    """An id as SQLite takes it: a path may hold what is no text."""
    return id.encode("utf-8", "backslashreplace").decode()
