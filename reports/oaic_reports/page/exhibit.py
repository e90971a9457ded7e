"""An exchange as the page exhibits it: named by what it asks, cut to a size that can be read, its frames in time."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Exchange, Row, Run

from oaic_reports.page.again import whole_line
from oaic_reports.page.asked import asked, variant
from oaic_reports.page.chunks import told
from oaic_reports.page.pretty import laid_out, looks_like_json
from oaic_reports.timeline import Frame, Tick, frames, is_stream, media_type, ticks
from oaic_reports.untrusted import capped

FRAME = 1_600
HEAD, TAIL = 20, 10
TICKS = 400
SHOWN = 12_000  # characters of a body
GROWN = 3  # times as long a body may become when it is laid out


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
    exchange: Exchange
    address: str
    asked: str
    variant: str  # the name that the suite has for such a request
    judged: tuple[Row, ...]
    accused: frozenset[int]  # the frames that failing rows point to

    @property
    def failed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.judged if row["verdict"] == "fail" and row["level"] != "INFO")

    @property
    def others(self) -> tuple[Row, ...]:
        failed = {row["id"] for row in self.failed}
        return tuple(row for row in self.judged if row["id"] not in failed)

    @property
    def outcome(self) -> str:
        return outcome(self.exchange)

    @property
    def last_ms(self) -> float | None:
        return max((piece["at_ms"] for piece in self.exchange["times"]), default=None)

    @property
    def ticks(self) -> list[Tick]:
        return ticks(self.exchange["times"])[:TICKS] if is_stream(self.exchange) else []

    @property
    def longest(self) -> int:
        """Characters of the longer of the two bodies."""
        return max(len(self.exchange["request"]["body"] or ""), len(self.exchange["body"]))

    @property
    def curl(self) -> str | None:
        return whole_line(self.exchange["request"])

    def frames(self) -> list[Frame]:
        return frames(self.exchange) if is_stream(self.exchange) else []

    def request_body(self, limit: int) -> str | None:
        body = self.exchange["request"]["body"]
        return None if body is None else readable(body, limit)

    def body(self, limit: int) -> str:
        return readable(self.exchange["body"], limit)

    def raw(self, limit: int) -> str:
        return capped(self.exchange["body"], limit)


def outcome(exchange: Exchange) -> str:
    """200 text/event-stream, timeout."""
    status, ended = exchange["status"], exchange["ended"].replace("_", " ")
    said = "no answer" if status is None else f"{status} {media_type(exchange)}".rstrip()
    return said if ended == "complete" else f"{said}, {ended}"


def readable(text: str, limit: int) -> str:
    """JSON on lines, anything else as it came."""
    laid = laid_out(text) if len(text) <= limit and looks_like_json(text) else ""
    return laid if 0 < len(laid) <= GROWN * limit else capped(text, limit)


def exhibits(run: Run) -> list[Exhibit]:
    judged, variants, names, base = citations(run), variant_names(run), asked(run), run["target"]["base_url"]
    return [
        Exhibit(
            id,
            exchange,
            capped(exchange["request"]["url"].removeprefix(base), 400),
            names[id],
            variant(variants.get(id, ())),
            tuple(judged.get(id, ())),
            frozenset(accused(id, judged.get(id, []))),
        )
        for id, exchange in run["exchanges"].items()
    ]


def beats(streamed: list[Frame], accused: frozenset[int]) -> list[Beat]:
    """The beginning, the end, and what a requirement points to; the rest is counted."""
    kept = [f for f in streamed if f.index < HEAD or f.index >= len(streamed) - TAIL or f.index in accused]
    short = told([frame.text for frame in kept])
    return [
        Beat(
            frame,
            capped(text, FRAME),
            gap(streamed[frame.index - 1] if frame.index else None, frame),
            frame.index in accused,
            frame.index - previous - 1,
        )
        for previous, frame, text in zip([-1, *(f.index for f in kept)], kept, short, strict=False)
    ]


def gap(before: Frame | None, frame: Frame) -> float | None:
    if before is None or before.at_ms is None or frame.at_ms is None:
        return None
    return frame.at_ms - before.at_ms


def accused(id: str, rows: list[Row]) -> set[int]:
    places = [row["where"] for row in rows if row["verdict"] == "fail"]
    return {place["frame"] for place in places if place and place["exchange"] == id and place["frame"] is not None}


def variant_names(run: Run) -> dict[str, list[str]]:
    """By exchange: the variants of requirements that were judged by it."""
    found: dict[str, list[str]] = {}
    for each in (each for row in run["requirements"] for each in row["variants"]):
        for id in each.get("evidence", ()):
            found.setdefault(id, []).append(each["name"])
    return found


def citations(run: Run) -> dict[str, list[Row]]:
    """By exchange: the requirements judged by it."""
    found: dict[str, list[Row]] = {}
    for row in run["requirements"]:
        pointed = [row["where"]["exchange"]] if row["where"] else []
        for id in dict.fromkeys([*row["evidence"], *pointed]):
            found.setdefault(id, []).append(row)
    return found
