"""What changed since an older run, told with a run."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Run

from oaic_reports.compare.runs import Head, cautions, heads
from oaic_reports.compare.shelf import Shelf, same, shelves
from oaic_reports.words.conclusion import plural


@dataclass(frozen=True)
class Since:
    head: Head
    cautions: list[str]
    shelves: list[Shelf]
    same: str

    @classmethod
    def of(cls, older: Run, run: Run) -> Since:
        unchanged = plural(same(older, run), "requirement")
        return cls(heads([older])[0], cautions([older, run]), shelves(older, run), unchanged)
