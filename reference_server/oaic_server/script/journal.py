"""What the server was asked, and what became of it: bounded, and without secrets."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qsl, urlencode

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults.touching import TOUCHED_HEADER
from oaic_server.script.made import Made
from oaic_server.script.recording import HIDDEN
from oaic_server.script.scene import Scene

MOST_ENTRIES = 1000
DIGEST = 64  # bytes of what is kept of a body that is not
MOST_BYTES = 256 * 2**10  # of a body that is kept
MOST_HELD = 16 * 2**20  # bytes of all bodies that are kept for one key
# Headers named after what is secret, but for the one by which a request is known when it comes again.
SECRET = re.compile(r"(?!idempotency-key$).*(auth|cookie|key|token|secret|password|session|signature|credential).*")


@dataclass(repr=False)
class Entry:
    number: int  # counted from 1
    at: float  # seconds on a clock that only moves forward
    request: Request
    status: int
    error: dict[str, Any] | None  # as the answer says it
    retry_after: float | None  # seconds
    rules: tuple[str, ...]
    faults: tuple[str, ...]
    touched: tuple[str, ...]  # the faults that would have changed the answer, where that was asked
    made: Made
    is_read: bool = False  # whether the answer has left to its end
    wrong: list[str] = field(default_factory=list)  # what the client did that a client should not

    def __repr__(self) -> str:
        """Short, and without what a client keeps secret: it stands wherever a test fails."""
        return f"<request {self.number}: {self.request.method} {self.path}, answered {self.status}>"

    @property
    def operation(self) -> str:
        return self.request.operation

    @property
    def path(self) -> str:
        return self.request.path

    @property
    def json(self) -> Any:
        """The body; None where there was none, or it was too large to keep."""
        return self.request.body

    @property
    def headers(self) -> dict[str, str]:
        return {name: value for name, value in self.request.headers.items() if not SECRET.fullmatch(name)}

    def document(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "operation": self.operation,
            "method": self.request.method,
            "path": self.path,
            "query": without_secrets(self.request.query),
            "headers": self.headers,
            "json": self.json,
            "status": self.status,
            "error": self.error,
            "rules": list(self.rules),
            "faults": list(self.faults),
            "touched": list(self.touched),
            "is_read": self.is_read,
            "wrong": self.wrong,
        }


class Notes:
    """The entries of one key, the latest of them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._entries: deque[Entry] = deque(maxlen=MOST_ENTRIES)
        self._clock, self._count, self._held = clock, 0, 0

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries))

    def add(self, request: Request, reply: Reply, scene: Scene, faults: tuple[str, ...]) -> Entry:
        self._count += 1
        after = reply.header("retry-after") or ""
        entry = Entry(
            number=self._count,
            at=self._clock(),
            request=request,
            status=reply.status,
            error=error_of(reply),
            retry_after=float(after) if after.replace(".", "", 1).isdecimal() else None,
            rules=tuple(rule.name for rule in scene.rules),
            faults=faults,
            touched=tuple((reply.header(TOUCHED_HEADER) or "").split()),
            made=gathered(reply),
        )
        if len(self._entries) == MOST_ENTRIES:
            self._held -= len(self._entries[0].request.raw)
        self._entries.append(entry)
        return entry

    def keep(self, entry: Entry) -> None:
        """Its body as well, if it is not too large; the oldest give theirs up where all together are."""
        entry.request = kept(entry.request)
        self._held += len(entry.request.raw)
        for oldest in self._entries:
            if self._held <= MOST_HELD:
                return
            self._held -= len(oldest.request.raw)
            oldest.request = bodiless(oldest.request)
            self._held += len(oldest.request.raw)

    def before(self, entry: Entry) -> list[Entry]:
        return [earlier for earlier in self if earlier.number < entry.number]


def without_secrets(query: str) -> str:
    """The same where nothing in it is named after what is secret."""
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(SECRET.fullmatch(name.lower()) for name, _ in pairs):
        return query
    return urlencode([(name, HIDDEN if SECRET.fullmatch(name.lower()) else value) for name, value in pairs])


def kept(request: Request) -> Request:
    """Of a body that is too large the digest is kept, by which it is known again."""
    return request if len(request.raw) <= MOST_BYTES else bodiless(request)


def bodiless(request: Request) -> Request:
    is_digest = request.body is None and len(request.raw) <= DIGEST
    return request if is_digest else replace(request, raw=blake2b(request.raw, digest_size=DIGEST).digest(), body=None)


def gathered(reply: Reply) -> Made:
    """What the answer calls; that of a stream is known when it has left."""
    made = Made()
    if reply.source is None:
        made.take(reply.body)
    else:
        reply.source = made.heard(reply.source)
    return made


def error_of(reply: Reply) -> dict[str, Any] | None:
    body = reply.body if isinstance(reply.body, dict) else {}
    error = body.get("error") if reply.is_error else None
    return error if isinstance(error, dict) else None
