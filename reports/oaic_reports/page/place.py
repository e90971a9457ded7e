"""The place that decided a verdict: what is wrong is marked, what is missing is drawn where it belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oaic_spec.pointer import pointer, steps
from oaic_suite.evidence.located import shown as written
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.readers import ndjson, sse
from oaic_suite.evidence.readers.strict_json import locate
from oaic_suite.judging.document.run_json import Exchange, Finding, Run, Where

from oaic_reports.body import received, shown
from oaic_reports.page.layout import around, with_gap
from oaic_reports.pinpoint import drifted, label, spot
from oaic_reports.timeline import media_type, span
from oaic_reports.untrusted import capped

NOTHING = written(ABSENT)
GHOST, EXCERPT = 160, 4_000  # characters
LONGEST = 64_000  # bytes of a body in which a place is looked for
READERS = {"text/event-stream": sse.read, "application/x-ndjson": ndjson.read}
FIELD = re.compile(rb"(?:[^\n]*\n)*?data: ?(?=[\[{])")


@dataclass(frozen=True)
class Shown:
    """`marked` is what is wrong between `before` and `after`, `ghost` what should be there and is not."""

    label: str
    before: str
    marked: str
    ghost: str
    after: str


@dataclass(frozen=True)
class Cut:
    """A frame or a body, and the place in it; where something is missing, `start` is `end`."""

    text: bytes
    start: int
    end: int
    ghost: str = ""


def place(run: Run, case: Finding) -> Shown | None:
    where = case["where"]
    if where is None:
        return None
    exchange = run["exchanges"].get(where["exchange"])
    cut = cut_out(exchange, where, case) if exchange else None
    return drawn(cut, label(where)) if cut else as_found(run, where, case)


def as_found(run: Run, where: Where, case: Finding) -> Shown | None:
    """A header among the others, else what the suite wrote down."""
    found = spot(run, where)
    if found is None:
        return None
    if found.marked is None:
        return Shown(found.label, capped(found.before, EXCERPT), "", "", "")
    ghost = "" if found.marked else f"{where['header']}: {missing(case)}" if where["header"] else missing(case)
    return Shown(found.label, found.before, found.marked, capped(ghost, GHOST), found.after)


def missing(case: Finding) -> str:
    return case["expected"] or "something"


def cut_out(exchange: Exchange, where: Where, case: Finding) -> Cut | None:
    body, found = received(exchange), where["bytes"]
    if where["header"] is not None or not found or not 0 <= found[0] <= found[1] <= len(body) <= LONGEST:
        return None
    if drifted(exchange, body[: found[0]]):
        return None
    first, last = unit(exchange, body, found[0])
    text, start, end = body[first:last], found[0] - first, min(found[1], last) - first
    if where["pointer"] is not None:
        return lacking(text, where["pointer"], missing(case)) or Cut(text, start, end)
    if case["observed"] == NOTHING or start == end:
        return Cut(text, end, end, capped(missing(case), GHOST))
    return Cut(text, start, end)


def unit(exchange: Exchange, body: bytes, at: int) -> tuple[int, int]:
    """What is shown as a whole: one frame of a stream, else the body."""
    reader = READERS.get(media_type(exchange))
    spans = [span(frame) for frame in reader(body).frames] if reader else []
    return next(((start, end) for start, end in reversed(spans) if start <= at <= end), (0, len(body)))


def lacking(text: bytes, path: str, expected: str) -> Cut | None:
    """A gap before the bracket of the last value that the pointer leads to; None where it leads all the way."""
    at, names = json_begins(text), steps(path)
    found = [locate(text[at:], pointer(names[:deep])) for deep in range(len(names) + 1)]
    gap = next((deep for deep in range(len(names)) if found[deep] == found[deep + 1]), None)
    nearest = None if gap is None else found[gap]
    if gap is None or nearest is None:
        return None
    end = at + nearest[1] - 1
    bracket = text[end : end + 1]
    name = {b"}": f'"{names[gap]}": ', b"]": ""}.get(bracket)
    return None if name is None else Cut(text, end, end, capped(f"{name}{expected}", GHOST))


def json_begins(text: bytes) -> int:
    """In a frame, behind the name of the field."""
    found = FIELD.match(text)
    return found.end() if found else 0


def drawn(cut: Cut, label: str) -> Shown:
    at = json_begins(cut.text)
    head, text = shown(cut.text[:at]), shown(cut.text[at:])
    start, end = (len(shown(cut.text[at:offset])) if offset > at else 0 for offset in (cut.start, cut.end))
    if cut.ghost:
        before, after = with_gap(text.rstrip("\n"), end)
        return Shown(label, head + before, "", cut.ghost, after)
    before, marked, after = around(text, start, end)
    return Shown(label, head + before, marked, "", after)
