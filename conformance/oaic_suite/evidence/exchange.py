"""An exchange: one request and all that came back, frozen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from oaic_spec import BrokenForm, Form, Part, contract, form_of, is_form, parts_of

from oaic_suite.evidence.arrivals import Arrival
from oaic_suite.evidence.shown.curl import curl

Ended = Literal["complete", "left", "reset", "timeout", "refused", "too_large", "protocol"]
ANSWERED = ("complete", "left")  # what came was an answer, though we may not have stayed for its end
EVENT_STREAM = "text/event-stream"
LINES = "application/x-ndjson"
STREAMS = (EVENT_STREAM, LINES)
EVERYTHING = frozenset({"status", "headers", "body", "bytes", "times"})
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Request:
    method: str
    url: str
    headers: Headers = ()
    body: bytes | None = None
    operation: str | None = None
    padding: int = 0  # spaces sent before the last byte of the body, which nobody keeps
    unkept: bool = False  # whether the body of the answer is not kept: it may repeat a part of a secret

    @cached_property
    def form(self) -> Form | None:
        """What was sent as a form; none where it was not, or where it is broken."""
        operation = contract().operations.get(self.operation or "")
        if operation is None or operation.form is None or not self.parts:
            return None
        try:
            return form_of(self.parts, operation.form)
        except BrokenForm:
            return None

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of a form; none where it is no form, or broken."""
        declared = self.header("content-type") or ""
        try:
            return parts_of(self.body or b"", declared) if is_form(declared) else []
        except BrokenForm:
            return []

    @cached_property
    def json(self) -> dict[str, Any]:
        """The object that was sent, in JSON or as a form that stands for one; or an empty one."""
        if self.form is not None:
            return self.form.body
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
    def size(self) -> int:
        """How many bytes the body has, as it is sent."""
        return len(self.body or b"") + self.padding

    @property
    def wants_stream(self) -> bool:
        return self.get("stream") is True

    @property
    def chunked(self) -> bool:
        return (self.header("transfer-encoding") or "").lower() == "chunked"


@dataclass(frozen=True)
class Exchange:
    id: str
    request: Request
    status: int | None = None
    headers: Headers = ()
    body: bytes = b""
    arrivals: Sequence[Arrival] = ()
    ended: Ended = "complete"
    note: str = ""
    kept: frozenset[str] = field(default=EVERYTHING)
    encoded: int = 0  # bytes that came, where a coding was taken off them
    version: str = ""  # of HTTP, as the answer names it
    connected: bool = False  # whether a connection was opened for it, where it is known
    after: bytes = b""  # what followed the end of the answer, where somebody listened for it
    unheard: tuple[str, str] | None = None  # why it proves nothing that it was not heard out, and a word for that

    def header(self, name: str) -> str | None:
        return joined(self.headers, name)

    @property
    def media_type(self) -> str:
        return media_type(self.headers)

    @property
    def outcome(self) -> int | str:
        """The status of an answer that came whole, or that we left; else how it ended."""
        if self.status is not None and self.ended in ANSWERED:
            return self.status
        return f"{self.ended}: {self.note}" if self.note else self.ended

    def curl(self) -> str:
        """A line that repeats the request."""
        asked = self.request
        return curl(asked.method, asked.url, asked.headers, asked.body, asked.size, asked.parts)


def media_type(headers: Headers) -> str:
    """The declared media type in small letters, without parameters; the empty string when there is none."""
    return (joined(headers, "content-type") or "").split(";")[0].strip().lower()


def joined(headers: Headers, name: str) -> str | None:
    """The value of a header; several of one name are one list."""
    values = [value for key, value in headers if key.lower() == name.lower()]
    return ", ".join(values) if values else None
