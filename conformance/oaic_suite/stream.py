"""A streamed answer: frames as they stand in the bytes, and the JSON chunks they carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from oaic_spec import Schema, StreamRules

from oaic_suite.evidence import TOO_MANY, Evidence, covers
from oaic_suite.located import Located, expand, unlike
from oaic_suite.place import ABSENT, Finding, visit
from oaic_suite.sse import Frame, Reader, read
from oaic_suite.strict_json import parse
from oaic_suite.verdict import NotEstablished


@dataclass(frozen=True, eq=False)
class Stream(Evidence):
    kind: ClassVar[str] = "stream"

    # --- bytes ---------------------------------------------------------------------------------------

    @property
    def rules(self) -> StreamRules:
        if self.operation is None or self.operation.stream is None:
            raise LookupError(f"the contract has no stream of {self.request.operation}")
        return self.operation.stream

    @cached_property
    def reading(self) -> Reader:
        status = self.exchange.status
        if status == TOO_MANY:
            raise NotEstablished("the server limits the rate of requests (429)", "rate-limited")
        if status != 200:
            raise NotEstablished(f"no stream: {self.exchange.outcome}", self.owner("@outcome"))
        return read(self.exchange.body)

    @property
    def body(self) -> bytes:
        _ = self.reading
        visit(self.place())
        return self.exchange.body

    @property
    def frames(self) -> list[Frame]:
        """Every block of lines, comments included."""
        visit(self.place())
        return self.reading.frames

    @cached_property
    def events(self) -> list[Frame]:
        """The frames a client would dispatch; there is at least one."""
        events = [frame for frame in self.frames if frame.has_data]
        if not events:
            raise NotEstablished("no event came", self.owner("@events"))
        return events

    def at_frame(self, frame: Frame, expected: str, observed: str | None = None) -> Finding:
        text = frame.lines[0].text if observed is None else b""
        place = self.place(frame=frame.index, span=frame.span)
        return Finding(place, expected, observed if observed is not None else text.decode("utf-8", "replace"))

    # --- JSON ----------------------------------------------------------------------------------------

    @cached_property
    def terminators(self) -> list[Frame]:
        return [frame for frame in self.events if frame.text == self.rules.terminator]

    @cached_property
    def unreadable(self) -> list[Finding]:
        """Events whose data is neither JSON nor the terminator."""
        return [
            self.at_frame(frame, "one JSON object", f"{error}: {frame.text[:80]}")
            for frame in self.events
            if frame.text != self.rules.terminator and (error := json_error(frame.data))
        ]

    @cached_property
    def payloads(self) -> list[Located]:
        """The JSON objects of the stream, in order."""
        if self.unreadable:
            raise NotEstablished("an event is not JSON", self.owner("@json"))
        return [
            Located(parse(frame.data), self.place(frame=frame.index, span=frame.span))
            for frame in self.events
            if frame.text != self.rules.terminator
        ]

    @cached_property
    def errors(self) -> list[Located]:
        return [payload for payload in self.payloads if payload.value.get("error")]

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
        if self.exchange.ended != "complete":
            raise NotEstablished(f"the stream did not end: {self.exchange.outcome}", self.owner("@outcome"))
        return self.chunks

    def each(self, pattern: str) -> list[Located]:
        """Every value a pattern names, in any chunk; there is at least one."""
        found = [value for chunk in self.chunks for value in expand(chunk, pattern)]
        if not found:
            raise NotEstablished(f"no chunk has {pattern}", self.owner(pattern))
        visit(found[0].place)
        return found

    def unlike_first(self, name: str) -> list[Finding]:
        """The chunks whose member differs from the first chunk's."""
        values = [chunk for chunk in self.chunks if chunk.get(name) is not ABSENT]
        return unlike(values[1:], (name,), values[0].get(name)) if values else []

    # --- choices -------------------------------------------------------------------------------------

    @cached_property
    def choices(self) -> list[Located]:
        """Every entry of every chunk's `choices`, in order."""
        return [
            chunk.below("choices", position)
            for chunk in self.chunks
            for position, _ in enumerate(array(chunk.get("choices")))
        ]

    @property
    def indices(self) -> list[int]:
        """The choice indexes seen, in order of appearance."""
        found = [choice.get("index") for choice in self.choices]
        if not found or any(type(index) is not int for index in found):
            raise NotEstablished("a choice has no index", self.owner("/choices/*/index"))
        return list(dict.fromkeys(found))

    def of(self, index: int) -> list[Located]:
        """The entries of one choice; there is at least one."""
        pieces = [choice for choice in self.choices if choice.get("index") == index]
        if not pieces:
            raise NotEstablished(f"no choice has index {index}", self.owner("/choices/*/index"))
        return pieces

    @property
    def firsts(self) -> list[Located]:
        return [self.of(index)[0] for index in self.indices]

    @property
    def laters(self) -> list[Located]:
        return [piece for index in self.indices for piece in self.of(index)[1:]]

    def finishes(self, index: int) -> list[Located]:
        return [piece for piece in self.of(index) if piece.get("finish_reason") not in (None, ABSENT)]

    def text(self, index: int = 0) -> str:
        """The content of one choice, put together."""
        _ = self.complete
        pieces = [piece.get("delta", "content") for piece in self.of(index)]
        return "".join(piece for piece in pieces if isinstance(piece, str))

    # --- the contract --------------------------------------------------------------------------------

    @property
    def schema(self) -> Schema:
        if self.operation is None or self.operation.chunk is None:
            raise LookupError(f"the contract has no stream of {self.request.operation}")
        return self.operation.chunk

    @cached_property
    def _problems(self) -> list[Finding]:
        return [
            Finding(replace(chunk.place, pointer=p.pointer), p.expected, p.observed)
            for chunk in self.chunks
            for p in self.schema.problems(chunk.value)
        ]

    def problems(self, *patterns: str) -> list[Finding]:
        """What the contract has against the places named, in any chunk."""
        visit(replace(self.chunks[0].place, pointer=patterns[0]))
        found = [p for p in self._problems if any(covers(pattern, p.place.pointer or "") for pattern in patterns)]
        if not found:
            self.require_parents(patterns)
        return found

    def require_parents(self, patterns: tuple[str, ...]) -> None:
        for pattern in patterns:
            parent = pattern.rpartition("/")[0]
            if parent and not any(list(expand(chunk, parent)) for chunk in self.chunks):
                raise NotEstablished(f"no chunk has {parent}", self.owner(parent))

    def residue(self) -> list[Finding]:
        """What the contract has against places no other requirement owns."""
        owned = self.owned()
        visit(self.chunks[0].place)
        return [p for p in self._problems if not any(covers(own, p.place.pointer or "") for own in owned)]


def array(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def json_error(data: bytes) -> str:
    try:
        return "" if isinstance(parse(data), dict) else "not an object"
    except ValueError as error:
        return f"not JSON ({error})"
