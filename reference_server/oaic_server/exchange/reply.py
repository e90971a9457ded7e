"""What an endpoint returns and a fault changes: a reply, its frames, and how they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from oaic_server.exchange.request import Request

JSON = "application/json"
EVENT_STREAM = "text/event-stream; charset=utf-8"
NDJSON = "application/x-ndjson"
DONE = "[DONE]"

Encode = Callable[[Any], bytes]


@dataclass(eq=False)
class Frame:
    """One server-sent event; `raw` bytes, when given, are sent instead of all else."""

    data: Any  # a JSON value, or text that leaves as it is, such as "[DONE]"
    event: str | None = None
    delay: float = 0.0  # seconds after the frame before it
    raw: bytes | None = None

    def encode(self, encode: Encode = orjson.dumps) -> bytes:
        if self.raw is not None:
            return self.raw
        data = self.data.encode() if isinstance(self.data, str) else encode(self.data)
        told = b"data: %b\n\n" % data
        return told if self.event is None else b"event: %b\n%b" % (self.event.encode(), told)


@dataclass(eq=False)
class Line(Frame):
    """One line of JSON."""

    def encode(self, encode: Encode = orjson.dumps) -> bytes:
        return encode(self.data) + b"\n" if self.raw is None else self.raw


@dataclass
class Wire:
    """What happens to the bytes of a reply on the socket; the defaults change nothing."""

    wait: float = 0.0  # seconds before the status line
    sizes: tuple[int, ...] = ()  # bytes of the successive writes, the last size repeated
    pauses: Mapping[int, float] = field(default_factory=dict)  # seconds of silence after so many bytes
    cut_after: int | None = None  # the connection drops after so many bytes, at the latest at the end
    hold_open: float = 0.0  # seconds between the last byte and the end of the body
    after: bytes = b""  # sent when the answer is over, on the same connection
    linger: bool = False  # read on, and throw away, what the client still sends

    @property
    def odd(self) -> bool:
        return self != EVEN


EVEN = Wire()


@dataclass
class Reply:
    request: Request
    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)  # lower-case names
    body: Any = None  # a JSON value, or bytes that leave as they are
    source: Iterable[Frame] | None = None  # a stream's frames, made while they leave
    wire: Wire = field(default_factory=Wire)
    encode: Encode = orjson.dumps
    framed: type[Frame] = Frame  # what each frame of a stream is

    @classmethod
    def json(cls, request: Request, body: Any, status: int = 200) -> Reply:
        return cls(request, status, [("content-type", JSON)], body)

    @classmethod
    def events(cls, request: Request, frames: Iterable[Frame]) -> Reply:
        headers = [("content-type", EVENT_STREAM), ("cache-control", "no-cache")]
        return cls(request, 200, headers, source=frames)

    @classmethod
    def lines(cls, request: Request, lines: Iterable[Line]) -> Reply:
        return cls(request, 200, [("content-type", NDJSON)], source=lines, framed=Line)

    @property
    def frames(self) -> list[Frame] | None:
        """All frames of a stream, None when there is no stream; reading them makes them all."""
        if self.source is None or isinstance(self.source, list):
            return self.source
        self.source = list(self.source)
        return self.source

    @frames.setter
    def frames(self, frames: list[Frame] | None) -> None:
        self.source = frames

    @property
    def raw(self) -> bool:
        return isinstance(self.body, bytes)

    @property
    def is_error(self) -> bool:
        return self.status >= 400

    @property
    def chunks(self) -> list[Frame]:
        """The frames that carry a JSON value; none where there is no stream."""
        return [frame for frame in self.frames or [] if not isinstance(frame.data, str)]

    @property
    def terminator(self) -> Frame | None:
        return next((frame for frame in self.frames or [] if frame.data == DONE), None)

    def map_chunks(self, change: Callable[[Any], Any]) -> None:
        """Replaces each chunk by what `change` makes of it; None means changed in place."""
        for frame in self.chunks:
            changed = change(frame.data)
            frame.data = frame.data if changed is None else changed

    def drop(self, *dropped: Frame | None) -> None:
        if self.frames is not None:
            self.frames = [frame for frame in self.frames if frame not in dropped]

    def header(self, name: str) -> str | None:
        return next((value for known, value in self.headers if known == name), None)

    def set_header(self, name: str, value: str | None) -> None:
        """One header of that name with that value; None takes it away."""
        self.headers = [(known, kept) for known, kept in self.headers if known != name]
        if value is not None:
            self.headers.append((name, value))

    def content(self) -> bytes:
        """The bytes of a plain body."""
        return self.body if isinstance(self.body, bytes) else self.encode(self.body)
