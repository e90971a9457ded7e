"""How a stream's events stand in its bytes: what a lenient client overlooks."""

from __future__ import annotations

from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.readers.sse import BOM, Frame, Line
from oaic_suite.evidence.stream import Stream

FIELDS = {"data", "event"}


def require_frames(stream: Stream) -> None:
    """That the bytes of a stream were kept as they came, and hold at least one event."""
    stream.need("bytes")
    stream.require_events()


def frames(stream: Stream) -> list[Frame]:
    """The frames of a stream whose bytes were kept as they came; at least one of them is an event."""
    require_frames(stream)
    return stream.frames


def at_line(stream: Stream, line: Line, expected: str) -> Finding:
    place = stream.place(span=line.span)
    return Finding(place, expected, repr(line.text + line.ending))


def byte_order_mark(stream: Stream) -> list[Finding]:
    require_frames(stream)
    place = stream.place(span=(0, len(BOM)))
    return [Finding(place, "data: at the first byte", "a byte order mark")] if stream.reading.bom else []


def unterminated(stream: Stream) -> list[Finding]:
    """The last frame, where no blank line ends it."""
    return [
        stream.at_frame(frame, "a blank line after it", frame.text[:80] + ", and the end")
        for frame in frames(stream)
        if not frame.terminated
    ]


def dataless(stream: Stream) -> list[Finding]:
    """Frames of fields among which there is no data; comments alone are none."""
    return [
        stream.at_frame(frame, "a data field in the event")
        for frame in frames(stream)
        if not frame.has_data and not all(line.is_comment for line in frame.lines)
    ]


def multiline_data(stream: Stream) -> list[Finding]:
    """Readable events whose data takes more than one line."""
    stream.require_readable()
    return [
        stream.at_frame(frame, "one data line", f"{len(frame.fields('data'))} data lines")
        for frame in frames(stream)
        if len(frame.fields("data")) > 1
    ]


def named_events(stream: Stream) -> list[Finding]:
    """Events with a name; that of an error may have one."""
    return [
        stream.at_frame(frame, "an event without a name", f"event: {frame.event}")
        for frame in frames(stream)
        if frame.has_data and frame.event not in (None, "error")
    ]


def other_fields(stream: Stream) -> list[Finding]:
    """Lines that are neither data, nor an event's name, nor a comment."""
    return [
        at_line(stream, line, "a data or event field, or a comment")
        for frame in frames(stream)
        for line in frame.lines
        if not line.is_comment and line.name not in FIELDS
    ]


def comments(stream: Stream) -> list[Finding]:
    return [at_line(stream, line, "no comment") for line in lines(stream) if line.is_comment]


def unspaced(stream: Stream) -> list[Finding]:
    """Fields without the space after their colon."""
    fields = [line for line in lines(stream) if not line.is_comment]
    return [at_line(stream, line, "a space after the colon") for line in fields if b": " not in line.text]


def lines(stream: Stream) -> list[Line]:
    return [line for frame in frames(stream) for line in frame.lines]


def endings_but(stream: Stream, *wanted: bytes) -> list[Finding]:
    """The frames with a line that ends in another way."""
    expected = "lines that end in " + " or ".join(repr(ending) for ending in wanted)
    return [
        stream.at_frame(frame, expected, " ".join(repr(ending) for ending in frame.endings))
        for frame in frames(stream)
        if set(frame.endings) - set(wanted)
    ]


def mixed_endings(stream: Stream) -> list[Finding]:
    """The frames whose lines do not all end as the first line of the stream does."""
    first = next((ending for frame in frames(stream) for ending in frame.endings), b"\n")
    return endings_but(stream, first)
