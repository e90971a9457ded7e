"""How much an answer may hold: what is more is left unread, and ends the exchange."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace

from oaic_spec import contract

from oaic_suite.evidence.exchange import STREAMS, Headers, Request

KIB = 1024
MIB = 1024 * KIB
LARGEST_ANSWER = 4 * MIB
LARGEST_STREAM = 1 * MIB  # a thousand times what the tokens we ask for need
LARGEST_MEDIA = 32 * MIB  # pictures and sounds, be they streamed or not
MOST_LINES = 6_000  # of a stream: two for each of six times as many events as those tokens need
MOST_VALUES = 100_000  # of JSON: what is made of them takes a hundred times as many bytes
MOST_HELD, FEW_VALUES = 300_000, 1000  # of those that clients gave, in a run; few do not count
MOST_HEADERS, LONGEST_HEADERS = 200, 32 * KIB
MOST_SHARED = 10_000  # headers that are looked for among those of earlier answers
SMALL = 64 * KIB
MOST_KEPT = 64 * MIB  # of a run's answers that are not small
STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)


class TooLarge(Exception):
    """The answer has used up its room."""


@dataclass(frozen=True)
class Room:
    """What one answer may have: bytes, as they come and as they are read, and lines where it is a stream."""

    bytes: int
    lines: int | None = None
    crowded: bool = False  # by other answers: that it does not suffice is no fault of this one

    def require(self, size: int, lines: int) -> None:
        """That so much is not too much."""
        if size > self.bytes:
            raise TooLarge(f"more than {amount(self.bytes)} came")
        if self.lines is not None and lines > self.lines:
            raise TooLarge(f"more than {self.lines} lines came")


def room_of(request: Request, media_type: str = "") -> Room:
    """The room of an answer, by what was asked for and by what it calls itself."""
    operation = contract().operations.get(request.operation or "")
    if operation is not None and operation.carries_media:
        return Room(LARGEST_MEDIA)
    if request.wants_stream or media_type in STREAMS or streams_unasked(request):
        return Room(LARGEST_STREAM, MOST_LINES)
    return Room(LARGEST_ANSWER)


def streams_unasked(request: Request) -> bool:
    """Whether it is read as a stream though it does not ask for one, however its answer is declared."""
    operation = contract().operations.get(request.operation or "")
    return operation is not None and operation.streams(request.json)


@dataclass
class Stock:
    """The answers of a run that are not small: each is kept once, and what comes when it is full must be small."""

    kept: dict[bytes, bytes] = field(default_factory=dict)
    headers: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    size: int = 0
    values: int = 0  # that clients gave

    def room(self, request: Request, media_type: str = "") -> Room:
        room = room_of(request, media_type)
        if self.size <= MOST_KEPT or room.bytes <= SMALL:
            return room
        return replace(room, bytes=SMALL, crowded=True)

    @property
    def rooms(self) -> dict[str, dict[str, int | None]]:
        """The same for a client that finds out for itself what it asks for."""
        asked = {"answer": Request("GET", ""), "stream": Request("POST", "", body=b'{"stream": true}')}
        return {kind: asdict(self.room(request)) for kind, request in asked.items()}

    def keep(self, body: bytes) -> bytes:
        """The same bytes, shared with an earlier answer that had no others."""
        if len(body) < SMALL or body in self.kept:  # of what was too large so much is left: it counts
            return self.kept.get(body, body)
        self.size += len(body)
        return self.kept.setdefault(body, body)

    def shared(self, headers: Headers) -> Headers:
        """The same headers, each shared with an earlier answer that had it: most answers of a server have the same."""
        if len(self.headers) < MOST_SHARED:
            return tuple(self.headers.setdefault(header, header) for header in headers)
        return tuple(self.headers.get(header, header) for header in headers)

    def holds(self, values: int) -> bool:
        """Whether what a client gave can be kept: it cannot be read once more, as an answer can."""
        self.values += values if values > FEW_VALUES else 0
        return self.values <= MOST_HELD


def require_few_values(body: bytes) -> None:
    """That JSON holds no more values than can be judged; commas in its texts are not counted."""
    if values_at_most(body) > MOST_VALUES and values_at_most(STRING.sub(b"", body)) > MOST_VALUES:
        raise TooLarge(f"more than {MOST_VALUES} values came")


def values_at_most(body: bytes) -> int:
    return 1 + body.count(b",") + body.count(b"[") + body.count(b"{")


def few(headers: Headers) -> Headers:
    """As many headers as any honest server sends."""
    kept, length = list[tuple[str, str]](), 0
    for name, value in headers[:MOST_HEADERS]:
        length += len(name) + len(value)
        if length > LONGEST_HEADERS:
            break
        kept.append((name, value))
    return tuple(kept)


def amount(size: int) -> str:
    return f"{size // MIB} MiB" if size >= MIB else f"{size // KIB} KiB" if size >= KIB else f"{size} bytes"
