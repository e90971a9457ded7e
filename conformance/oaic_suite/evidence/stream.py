"""A streamed answer: frames as they stand in the bytes, and the JSON chunks they carry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from oaic_spec import Schema, StreamRules

from oaic_suite.evidence.contracted import Contracted
from oaic_suite.evidence.evidence import TOO_MANY
from oaic_suite.evidence.located import Located, unlike
from oaic_suite.evidence.place import ABSENT, Finding, visit
from oaic_suite.evidence.readers.sse import Frame, Reader, bad_utf8, read
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.unsettled import NotEstablished

RATE_LIMIT = "rate_limit"  # how an error in a stream says what a status of 429 would
CHUNK_OF = "choices"  # what every chunk has that ends in a terminator
COMPLAINTS = ("detail", "message", "errors")  # members that tell of errors outside the envelope
SHOWN = 80  # bytes of a frame or body in a finding


@dataclass(frozen=True, eq=False)
class Stream(Contracted):
    kind: ClassVar[str] = "stream"

    # --- how it ended --------------------------------------------------------------------------------

    @property
    def outcome(self) -> int | str:
        """As of any answer; one that has said its terminator is whole, whatever the connection does next."""
        outcome = super().outcome
        said_all = isinstance(outcome, str) and self.exchange.status == 200 and self.terminators
        return 200 if said_all else outcome

    def require_status(self) -> None:
        """That a stream came, to its end or to its terminator."""
        if self.outcome != 200:
            raise NotEstablished(f"no stream: {self.outcome}", self.owner("@outcome"))

    @property
    def status(self) -> int:
        self.require_status()
        return 200

    @property
    def ending(self) -> int | str:
        """How the connection went on after the terminator."""
        if not self.terminators:
            raise NotEstablished("no terminator came", self.owner("@done"))
        return super().outcome

    # --- bytes ---------------------------------------------------------------------------------------

    @property
    def rules(self) -> StreamRules:
        """How the contract frames and ends the streams of this operation."""
        if self.operation is None or self.operation.stream is None:
            raise LookupError(f"the contract has no stream of {self.request.operation}")
        return self.operation.stream

    def require_begun(self) -> None:
        """That a stream began, however it ended."""
        self.require_heard()
        status = self.exchange.status
        if status == TOO_MANY:
            raise NotEstablished("the server limits the rate of requests (429)", "rate-limited")
        if status != 200:
            raise NotEstablished(f"no stream: {self.exchange.outcome}", self.owner("@outcome"))

    @cached_property
    def reading(self) -> Reader:
        """What the reader of event streams found in the bytes: line endings, a byte order mark, frames."""
        self.require_begun()
        self.need("body")
        return read(self.exchange.body)

    @property
    def body(self) -> bytes:
        """The bytes of the stream, as far as they came."""
        self.require_begun()
        self.need("body")
        visit(self.place())
        return self.exchange.body

    @cached_property
    def frames(self) -> list[Frame]:
        """Every block of lines, comments included; what a cut left of the last one is the cut's doing."""
        visit(self.place())
        whole = self.exchange.ended == "complete"
        return [frame for frame in self.reading.frames if whole or frame.terminated]

    @cached_property
    def _dispatched(self) -> list[Frame]:
        return [frame for frame in self.frames if frame.has_data]

    @property
    def eventless(self) -> list[Finding]:
        """The body of a complete answer without any event."""
        if not self._dispatched and isinstance(super().outcome, str):
            raise NotEstablished(f"no event came: {self.exchange.outcome}", self.owner("@outcome"))
        beginning = self.body[:SHOWN].decode("utf-8", "backslashreplace") or "an empty body"
        return [] if self._dispatched else [Finding(self.place(), "an event with data", beginning)]

    def require_events(self) -> None:
        """That a client would dispatch at least one event."""
        if not self._dispatched:
            raise NotEstablished("no event came", self.owner("@events"))

    @cached_property
    def events(self) -> list[Frame]:
        """The frames a client would dispatch; there is at least one."""
        self.require_events()
        return self._dispatched

    def at_frame(self, frame: Frame, expected: str, observed: str | None = None) -> Finding:
        """A finding about a frame; observed is its first line where nothing else is said."""
        text = frame.lines[0].text if observed is None else b""
        place = self.place(frame=frame.index, span=frame.span)
        return Finding(place, expected, observed if observed is not None else text.decode("utf-8", "replace"))

    @property
    def media_type(self) -> str:
        """How a stream is declared; what came in its place, such as one JSON value, is declared as what it is."""
        if self.exchange.ended == "complete":
            self.require_events()
        return super().media_type

    @property
    def not_utf8(self) -> list[Finding]:
        """The first byte of the stream that is not UTF-8; what has no event, such as a sound, is no stream."""
        self.require_events()
        at = self._bad_utf8
        observed = "" if at is None else self.body[max(0, at - SHOWN // 2) : at + SHOWN // 2]
        place = self.place(span=(at or 0, (at or 0) + 1))
        return [] if at is None else [Finding(place, "bytes that are UTF-8", repr(observed))]

    @property
    def _bad_utf8(self) -> int | None:
        return bad_utf8(self.body, cut=self.exchange.ended != "complete")

    # --- the terminator ------------------------------------------------------------------------------

    @cached_property
    def terminators(self) -> list[Frame]:
        """The events that are the terminator, such as `data: [DONE]`; there may be none."""
        return [frame for frame in self._dispatched if frame.text == self.rules.terminator]

    @property
    def undone(self) -> list[Finding]:
        """The last event of a stream that ends without its terminator."""
        last = self.complete[-1]
        return [] if self.terminators else [Finding(last.place, f"data: {self.rules.terminator} at the end", "nothing")]

    def unended_by(self, kind: str) -> list[Finding]:
        """The last event of a stream in which events of this type do not come once, at the end."""
        told = [chunk.get("type") for chunk in self.complete]
        if told.count(kind) == 1 and told[-1] == kind:
            return []
        found = f"{told.count(kind)} of {len(told)} events, the last of them {told[-1]!r}"
        return [Finding(self.complete[-1].place, f"{kind} once, at the end", found)]

    @property
    def done_again(self) -> list[Finding]:
        """The terminators after the first."""
        return [self.at_frame(frame, "one terminator") for frame in self._ended[1:]]

    @property
    def after_done(self) -> list[Finding]:
        """The events that follow the terminator and are none themselves."""
        first = self._ended[0]
        terminator = self.rules.terminator
        late = [frame for frame in self.events if frame.index > first.index and frame.text != terminator]
        return [self.at_frame(frame, f"nothing after {self.rules.terminator}") for frame in late]

    @property
    def _ended(self) -> list[Frame]:
        if not self.terminators:
            raise NotEstablished("no terminator came", self.owner("@done"))
        return self.terminators

    # --- JSON ----------------------------------------------------------------------------------------

    @cached_property
    def unreadable(self) -> list[Finding]:
        """Events whose data is neither JSON nor the terminator."""
        self.require_events()
        if self._bad_utf8 is not None:
            raise NotEstablished("the stream is not UTF-8", self.owner("@utf-8"))
        return [
            self.at_frame(frame, "one JSON object", f"{error}: {frame.text[:SHOWN]}")
            for frame in self.events
            if frame.text != self.rules.terminator and (error := json_error(frame.data))
        ]

    def require_readable(self) -> None:
        """That every event but the terminator is a JSON object."""
        if self.unreadable:
            raise NotEstablished("an event is not JSON", self.owner("@json"))

    @cached_property
    def payloads(self) -> list[Located]:
        """The JSON objects of the stream, in order."""
        self.require_readable()
        return [
            Located(parse(frame.data), self.place(frame=frame.index, span=frame.span))
            for frame in self.events
            if frame.text != self.rules.terminator
        ]

    @cached_property
    def errors(self) -> list[Located]:
        """What the stream says went wrong; a rate limit settles nothing."""
        errors = [error for payload in self.payloads if (error := error_of(payload) or self._stray_error(payload))]
        if any(RATE_LIMIT in str(error.value) for error in errors):
            raise NotEstablished("the server limits the rate of requests, in the stream", "rate-limited")
        return errors

    def _stray_error(self, payload: Located) -> Located | None:
        """An object in place of a chunk that tells of an error outside the envelope."""
        frame = self.frames[payload.place.frame or 0]
        named = frame.event == "error" or payload.value.get("object") == "error"
        shaped = CHUNK_OF not in payload.value and any(payload.value.get(name) for name in COMPLAINTS)
        return payload if self.rules.terminator and (named or shaped) else None

    @cached_property
    def chunks(self) -> list[Located]:
        """The chunks of a stream that reports no error; there is at least one."""
        if self.errors:
            raise NotEstablished("the stream carries an error", self.owner("@errors"))
        if not self.payloads:
            raise NotEstablished("no chunk came", self.owner("@events"))
        visit(self.payloads[0].place)
        return self.payloads

    @property
    def complete(self) -> list[Located]:
        """The chunks of a stream that came to its end; what is missing from them is missing."""
        if isinstance(self.outcome, str):
            raise NotEstablished(f"the stream did not end: {self.exchange.outcome}", self.owner("@outcome"))
        return self.chunks

    def require_complete(self) -> None:
        """That a stream of chunks came to its end, and reports no error."""
        _ = self.complete

    def members(self, name: str) -> list[Located]:
        """A member of every chunk, or ABSENT in its place."""
        return [chunk.below(name) for chunk in self.chunks]

    def unlike_first(self, name: str) -> list[Finding]:
        """The chunks whose member differs from the first that has it."""
        values = [chunk for chunk in self.chunks if chunk.get(name) is not ABSENT]
        return unlike(values[1:], (name,), values[0].get(name)) if values else []

    # --- the contract --------------------------------------------------------------------------------

    @property
    def schema(self) -> Schema:
        if self.operation is None or self.operation.chunk is None:
            raise LookupError(f"the contract has no stream of {self.request.operation}")
        return self.operation.chunk

    @property
    def values(self) -> list[Located]:
        return self.chunks


def error_of(payload: Located) -> Located | None:
    """What a payload says went wrong: in an envelope, or flat in an event of that type."""
    if payload.value.get("error"):
        return payload.below("error")
    return payload if payload.value.get("type") == "error" else None


def json_error(data: bytes) -> str:
    try:
        return "" if isinstance(parse(data), dict) else "not an object"
    except ValueError as error:
        return f"not JSON ({error})"
