"""A streamed answer that comes as lines of JSON: its last line is known by what it says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.readers import ndjson
from oaic_suite.evidence.readers.sse import Frame, Reader
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.stream import Stream


@dataclass(frozen=True, eq=False)
class Lines(Stream):
    kind: ClassVar[str] = "lines"

    @cached_property
    def reading(self) -> Reader:
        """What the reader of lines found in the bytes."""
        self.require_begun()
        self.need("body")
        return ndjson.read(self.exchange.body)

    @property
    def blank(self) -> list[Finding]:
        """The lines that hold nothing."""
        return [self.at_frame(frame, "one JSON object", "a blank line") for frame in self.frames if not frame.has_data]

    @cached_property
    def terminators(self) -> list[Frame]:
        """The lines that say they are the last; there may be none."""
        return [frame for frame in self._dispatched if self._is_last(frame)]

    @property
    def undone(self) -> list[Finding]:
        """The last line of a whole answer, where none says that it is the last."""
        return (
            [] if self.terminators else [self.complete[-1].finding(f"a line with {dict(self.rules.last)} at the end")]
        )

    @property
    def after_done(self) -> list[Finding]:
        """The lines that follow one which said that it is the last."""
        first = self._ended[0]
        return [
            self.at_frame(frame, "nothing after the last line") for frame in self.frames if frame.index > first.index
        ]

    def _is_last(self, frame: Frame) -> bool:
        try:
            value = parse(frame.data)
        except ValueError:
            return False
        return isinstance(value, dict) and all(value.get(name) == wanted for name, wanted in self.rules.last.items())
