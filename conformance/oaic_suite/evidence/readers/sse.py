"""A byte-exact reader of event streams: any chunking gives the same frames.

A client forgives; this reader keeps what was forgiven: line endings, a byte order mark, comments, a
missing blank line at the end, bad UTF-8, and the offset of everything.
https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
"""

from __future__ import annotations

import re
from codecs import utf_8_decode
from dataclasses import dataclass, field
from functools import cached_property

BOM = b"\xef\xbb\xbf"
ENDING = re.compile(rb"\r\n?|\n")


@dataclass(frozen=True)
class Line:
    start: int
    text: bytes
    ending: bytes  # b"\n", b"\r", b"\r\n", or b"" at the end of the stream

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.start + len(self.text)

    @property
    def name(self) -> str:
        return self.text.partition(b":")[0].decode("utf-8", "replace")

    @property
    def value(self) -> bytes:
        value = self.text.partition(b":")[2]
        # "If value starts with a U+0020 SPACE character, remove it from value."
        return value[1:] if value[:1] == b" " else value

    @property
    def is_comment(self) -> bool:
        return self.text[:1] == b":"


@dataclass(frozen=True)
class Frame:
    """The lines between two blank lines."""

    index: int
    lines: tuple[Line, ...]
    blank: bytes  # what ends the blank line after them, b"" where there is none

    @property
    def span(self) -> tuple[int, int]:
        return self.lines[0].start, self.lines[-1].span[1]

    @property
    def terminated(self) -> bool:
        """Whether a blank line follows, without which a client throws the event away."""
        return bool(self.blank)

    @property
    def endings(self) -> list[bytes]:
        """How its lines end, in order, the blank one included."""
        return [ending for ending in (*(line.ending for line in self.lines), self.blank) if ending]

    def fields(self, name: str) -> list[Line]:
        return [line for line in self.lines if not line.is_comment and line.name == name]

    @property
    def has_data(self) -> bool:
        return bool(self.fields("data"))

    @cached_property
    def data(self) -> bytes:
        return b"\n".join(line.value for line in self.fields("data"))

    @property
    def first_data(self) -> tuple[int, bytes]:
        """The first line of the data, and where it begins in the stream."""
        line = self.fields("data")[0]
        return line.span[1] - len(line.value), line.value

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")

    @property
    def event(self) -> str | None:
        names = self.fields("event")
        return names[-1].value.decode("utf-8", "replace") if names else None


@dataclass
class Reader:
    """Feed it bytes as they come, close it at the end."""

    frames: list[Frame] = field(default_factory=list)
    endings: set[bytes] = field(default_factory=set)
    bom: bool = False
    _buffer: bytes = b""
    _offset: int = 0  # of the buffer in the stream
    _lines: list[Line] = field(default_factory=list)
    _begun: bool = False

    def feed(self, data: bytes) -> None:
        self._buffer += data
        self._skip_bom(final=False)
        if self._begun:
            self._take_lines(final=False)

    def close(self) -> None:
        self._skip_bom(final=True)
        self._take_lines(final=True)
        if self._buffer:
            self._line(self._buffer, b"", self._offset)
            self._buffer = b""
        if self._lines:
            self._dispatch(blank=b"")

    def _skip_bom(self, *, final: bool) -> None:
        if self._begun or (BOM.startswith(self._buffer) and len(self._buffer) < len(BOM) and not final):
            return
        self._begun = True
        if self._buffer.startswith(BOM):
            self.bom = True
            self._consume(len(BOM))

    def _take_lines(self, *, final: bool) -> None:
        position = 0
        for found in ENDING.finditer(self._buffer):
            # A carriage return at the end of what came may be half of a pair.
            if found.group() == b"\r" and found.end() == len(self._buffer) and not final:
                break
            self._line(self._buffer[position : found.start()], found.group(), self._offset + position)
            position = found.end()
        self._consume(position)

    def _consume(self, count: int) -> None:
        self._buffer = self._buffer[count:]
        self._offset += count

    def _line(self, text: bytes, ending: bytes, start: int) -> None:
        if ending:
            self.endings.add(ending)
        if text:
            self._lines.append(Line(start, text, ending))
        elif self._lines:
            self._dispatch(ending)

    def _dispatch(self, blank: bytes) -> None:
        self.frames.append(Frame(len(self.frames), tuple(self._lines), blank))
        self._lines = []


def read(body: bytes) -> Reader:
    reader = Reader()
    reader.feed(body)
    reader.close()
    return reader


def bad_utf8(body: bytes, *, cut: bool = False) -> int | None:
    """The offset of the first byte that is not UTF-8; what was cut may end in the middle of a character."""
    try:
        utf_8_decode(body, "strict", not cut)
    except UnicodeDecodeError as error:
        return error.start
    return None
