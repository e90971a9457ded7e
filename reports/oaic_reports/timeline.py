"""A stream as a reader sees it: its frames, when each was whole, and the gaps between them."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.evidence.readers import sse
from oaic_suite.judging.document.run_json import Exchange, Piece

from oaic_reports.body import received, shown

LONGEST_TYPE = 255  # RFC 6838, section 4.2: 127 characters on either side of the slash


@dataclass(frozen=True)
class Frame:
    index: int
    text: str
    at_ms: float | None


@dataclass(frozen=True)
class Tick:
    """An arrival on a line from 0 to 1000."""

    x: float
    at_ms: float
    size: int


def is_stream(exchange: Exchange) -> bool:
    return media_type(exchange) == "text/event-stream"


def media_type(exchange: Exchange) -> str:
    types = [value for name, value in exchange["headers"] if name.lower() == "content-type"]
    return types[0][:LONGEST_TYPE].partition(";")[0].strip().lower() if types else ""


def frames(exchange: Exchange) -> list[Frame]:
    body = received(exchange)
    spans = [span(frame) for frame in sse.read(body).frames]
    moments = arrivals([end for _, end in spans], exchange["times"])
    return [
        Frame(index, shown(body[start:end]).rstrip("\n"), moment)
        for index, ((start, end), moment) in enumerate(zip(spans, moments, strict=True))
    ]


def span(frame: sse.Frame) -> tuple[int, int]:
    """With the end of its last line, without which no client knows that the line is whole."""
    start, end = frame.span
    return start, end + len(frame.lines[-1].ending)


def arrivals(ends: list[int], times: list[Piece]) -> list[float | None]:
    """For each ascending offset, when the piece came that holds the byte before it."""
    pieces, received, at = iter(times), 0, None
    moments: list[float | None] = []
    for end in ends:
        while received < end and (piece := next(pieces, None)) is not None:
            received, at = received + piece["bytes"], piece["at_ms"]
        moments.append(at if received >= end else None)
    return moments


def ticks(times: list[Piece]) -> list[Tick]:
    last = max((piece["at_ms"] for piece in times), default=0) or 1
    return [Tick(round(1000 * piece["at_ms"] / last, 1), piece["at_ms"], piece["bytes"]) for piece in times]
