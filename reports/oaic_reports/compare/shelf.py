"""What changed between two runs as a page shows it: by kind, each change with what was seen last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Run

from oaic_reports.compare.changes import MEANING, Change, Kind, changes, scored

MOST = 150  # lines of a kind
TONES: dict[Kind, str] = {"broken": "bad", "uncovered": "bad", "moved": "fair", "mended": "good"}


@dataclass(frozen=True)
class Changed:
    change: Change
    statement: str
    observed: str
    causes: tuple[str, ...]  # their titles, or their keys where they have none


@dataclass(frozen=True)
class Shelf:
    kind: Kind
    meaning: str
    tone: str
    number: int
    lines: Sequence[Changed]

    @property
    def more(self) -> int:
        return self.number - len(self.lines)


def shelves(first: Run, second: Run) -> list[Shelf]:
    """Those that hold something, in the order in which a reader wants them; what is as it was is only counted."""
    titles = {cause["key"]: cause["title"] for run in (first, second) for cause in run["causes"]}
    rows = scored(first) | scored(second)

    def changed(one: Change) -> Changed:
        keys = dict.fromkeys(key for key in (one.cause_before, one.cause_after) if key)
        row = rows[one.id]
        seen = (row["observed"] or row["reason"] or "") if one.after else ""
        return Changed(one, row["statement"], seen, tuple(titles.get(key, key) for key in keys))

    return [
        Shelf(kind, MEANING[kind], TONES.get(kind, "none"), len(some), [changed(one) for one in some[:MOST]])
        for kind, some in changes(first, second).items()
        if some and kind != "same"
    ]


def same(first: Run, second: Run) -> int:
    return len(changes(first, second)["same"])
