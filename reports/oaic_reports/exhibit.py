"""An exchange as the page exhibits it: cut to a size that can be read, its frames on a line of time."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.judging.run_json import Exchange, Run

from oaic_reports.repeat import repeated
from oaic_reports.timeline import Frame, Tick, frames, is_stream, media_type, ticks
from oaic_reports.untrusted import capped

BODY, FRAME = 12_000, 1_600
HEAD, TAIL = 20, 10
TICKS = 400


@dataclass(frozen=True)
class Beat:
    """A frame with the time since the one before; `skipped` frames were left out ahead of it."""

    frame: Frame
    text: str
    gap_ms: float | None
    accused: bool
    skipped: int


@dataclass(frozen=True)
class Exhibit:
    id: str
    anchor: str
    exchange: Exchange
    address: str
    media_type: str
    request_body: str | None
    curl: str | None
    body: str | None
    frame_count: int
    beats: tuple[Beat, ...]
    ticks: tuple[Tick, ...]
    last_ms: float | None
    cited_by: tuple[str, ...]


def exhibits(run: Run) -> list[Exhibit]:
    accused, cited = accused_frames(run), citations(run)
    return [
        exhibit(exchange, f"x{number}", run["target"]["base_url"], accused.get(id, set()), tuple(cited.get(id, ())))
        for number, (id, exchange) in enumerate(run["exchanges"].items(), 1)
    ]


def exhibit(exchange: Exchange, anchor: str, base_url: str, accused: set[int], cited: tuple[str, ...]) -> Exhibit:
    streamed = frames(exchange) if is_stream(exchange) else []
    request = exchange["request"]["body"]
    return Exhibit(
        id=exchange["id"],
        anchor=anchor,
        exchange=exchange,
        address=exchange["request"]["url"].removeprefix(base_url),
        media_type=media_type(exchange),
        request_body=None if request is None else capped(request, BODY),
        curl=repeated(exchange["request"]),
        body=None if streamed else capped(exchange["body"], BODY),
        frame_count=len(streamed),
        beats=tuple(beats(streamed, accused)),
        ticks=tuple(ticks(exchange["times"])[:TICKS]) if streamed else (),
        last_ms=max((piece["at_ms"] for piece in exchange["times"]), default=None),
        cited_by=cited,
    )


def beats(streamed: list[Frame], accused: set[int]) -> list[Beat]:
    """The beginning, the end, and what a requirement points to; the rest is counted."""
    kept = [f for f in streamed if f.index < HEAD or f.index >= len(streamed) - TAIL or f.index in accused]
    return [
        Beat(
            frame,
            capped(frame.text, FRAME),
            gap(streamed[frame.index - 1] if frame.index else None, frame),
            frame.index in accused,
            frame.index - previous - 1,
        )
        for previous, frame in zip([-1, *(f.index for f in kept)], kept, strict=False)
    ]


def gap(before: Frame | None, frame: Frame) -> float | None:
    if before is None or before.at_ms is None or frame.at_ms is None:
        return None
    return frame.at_ms - before.at_ms


def accused_frames(run: Run) -> dict[str, set[int]]:
    """By exchange: the frames that failing rows point to."""
    found: dict[str, set[int]] = {}
    for row in run["requirements"]:
        where = row["where"]
        if row["verdict"] == "fail" and where and where["frame"] is not None:
            found.setdefault(where["exchange"], set()).add(where["frame"])
    return found


def citations(run: Run) -> dict[str, list[str]]:
    """By exchange: the requirements judged by it."""
    found: dict[str, list[str]] = {}
    for row in run["requirements"]:
        pointed = [row["where"]["exchange"]] if row["where"] else []
        for id in dict.fromkeys([*row["evidence"], *pointed]):
            found.setdefault(id, []).append(row["id"])
    return found
