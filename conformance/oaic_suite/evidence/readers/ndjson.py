"""A byte-exact reader of lines of JSON: each line is a frame of its own, blank ones too.

A client splits at line feeds and parses what is between them; a blank line is nothing that it could parse.
https://github.com/ndjson/ndjson-spec
"""

from __future__ import annotations

from functools import cached_property

from oaic_suite.evidence.readers import sse
from oaic_suite.evidence.readers.sse import Line, Reader

LF = b"\n"


class Frame(sse.Frame):
    """One line."""

    @property
    def endings(self) -> list[bytes]:
        return [self.blank] if self.blank else []

    @property
    def has_data(self) -> bool:
        return bool(self.data.strip())

    @cached_property
    def data(self) -> bytes:
        return self.lines[0].text

    @property
    def first_data(self) -> tuple[int, bytes]:
        return self.lines[0].start, self.data

    @property
    def event(self) -> str | None:
        return None


def read(body: bytes) -> Reader:
    """The frames of a stream; what follows the last line feed is one where there is anything."""
    frames: list[sse.Frame] = []
    start = 0
    for text in body.split(LF):
        whole = start + len(text) < len(body)
        if text or whole:
            frames.append(Frame(len(frames), (Line(start, text, LF if whole else b""),), LF if whole else b""))
        start += len(text) + len(LF)
    return Reader(frames, {ending for frame in frames for ending in frame.endings}, body.startswith(sse.BOM))
