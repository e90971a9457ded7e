"""An exchange: one request and all that came back, frozen."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Ended = Literal["complete", "left", "reset", "timeout", "refused", "too_large", "protocol"]
ANSWERED = ("complete", "left")  # what came was an answer, though we may not have stayed for its end
EVERYTHING = frozenset({"status", "headers", "body", "bytes", "times"})
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Request:
    method: str
    url: str
    headers: Headers = ()
    body: bytes | None = None
    operation: str | None = None

    @cached_property
    def json(self) -> dict[str, Any]:
        """The JSON object that was sent, or an empty one."""
        try:
            value = json.loads(self.body or b"{}")
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}

    def get(self, name: str, default: Any = None) -> Any:
        return self.json.get(name, default)

    def header(self, name: str) -> str | None:
        return joined(self.headers, name)

    @property
    def wants_stream(self) -> bool:
        return self.get("stream") is True

    @property
    def chunked(self) -> bool:
        return (self.header("transfer-encoding") or "").lower() == "chunked"


@dataclass(frozen=True)
class Arrival:
    """A piece of the answer: seconds since the request left, and its size."""

    at: float
    size: int


@dataclass(frozen=True)
class Exchange:
    id: str
    request: Request
    status: int | None = None
    headers: Headers = ()
    body: bytes = b""
    arrivals: tuple[Arrival, ...] = ()
    ended: Ended = "complete"
    note: str = ""
    kept: frozenset[str] = field(default=EVERYTHING)
    encoded: bytes = b""  # the body as it came, where a coding was taken off it
    version: str = ""  # of HTTP, as the answer names it
    connected: bool = False  # whether a connection was opened for it, where it is known
    slow: str = ""  # where no answer began in time, and the server goes on answering: what to do about it

    def header(self, name: str) -> str | None:
        return joined(self.headers, name)

    @property
    def media_type(self) -> str:
        return (self.header("content-type") or "").split(";")[0].strip().lower()

    @property
    def outcome(self) -> int | str:
        """The status of an answer that came whole, or that we left; else how it ended."""
        if self.status is not None and self.ended in ANSWERED:
            return self.status
        return f"{self.ended}: {self.note}" if self.note else self.ended

    @property
    def late(self) -> str:
        """That no answer began in time though the server goes on answering, and what to do about it; else nothing."""
        return f"{self.note}, and the server goes on answering: {self.slow}" if self.slow else ""

    def curl(self) -> str:
        """A line that repeats the request; the key is left to the reader's environment."""
        method, url = map(shlex.quote, (self.request.method, self.request.url))
        words = ["curl", "-g", "-sS", "-i", "-N", "-X", method, url]  # -g: brackets in a URL are meant
        for name, value in self.request.headers:
            if name.lower() not in NOT_IN_CURL:
                words += ["-H", header_word(name, value)]
        if self.request.body is not None:
            words += ["--data-binary", body_word(self.request.body)]
        return " ".join(words)


def joined(headers: Headers, name: str) -> str | None:
    """The value of a header; several of one name are one list."""
    values = [value for key, value in headers if key.lower() == name.lower()]
    return ", ".join(values) if values else None


NOT_IN_CURL = {"host", "content-length", "connection", "accept-encoding", "user-agent", "x-oaic-fault"}


def header_word(name: str, value: str) -> str:
    if name.lower() == "authorization":
        return '"Authorization: Bearer $API_KEY"'
    return shlex.quote(f"{name}: {value}" if value else f"{name};")  # curl takes `name:` for none at all


def body_word(body: bytes, limit: int = 4000) -> str:
    """The body as one shell word; what is no text, or curl would take for a file, goes through printf's escapes."""
    shown = body[:limit]
    try:
        text = shown.decode()
    except UnicodeDecodeError:
        text = ""
    plain = not text.startswith("@") and all(c.isprintable() or c in "\n\t" for c in text)
    word = shlex.quote(text) if plain and text.encode() == shown else printed(shown)
    return word + (f" # cut: {len(body)} bytes in all" if len(body) > limit else "")


def printed(body: bytes) -> str:
    """A file of these bytes: no word of a shell can hold a NUL."""
    return "@<(printf '" + "".join(f"\\{byte:03o}" for byte in body) + "')"
