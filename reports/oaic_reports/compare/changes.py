"""What became of each scored requirement between two runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from oaic_suite.judging.document.run_json import Row, Run
from oaic_suite.judging.verdict import LevelWord, VerdictWord

from oaic_reports.findings import SCORED, cause_keys

Kind = Literal["broken", "uncovered", "moved", "mended", "not comparable", "new", "gone", "same"]
MEANING: dict[Kind, str] = {
    "broken": "held, and fails now",
    "uncovered": "fails now, and was not established before",
    "moved": "fails of another cause now",
    "mended": "failed, and holds now",
    "not comparable": "was not established in one of the two",
    "new": "is only in the second run",
    "gone": "is only in the first run",
    "same": "is as it was",
}


@dataclass(frozen=True)
class Change:
    id: str
    level: LevelWord
    kind: Kind
    before: VerdictWord | None
    after: VerdictWord | None
    cause_before: str | None
    cause_after: str | None


@dataclass(frozen=True)
class Pair:
    """A requirement as it stands in either run; it is in one of them at least."""

    before: Row | None
    after: Row | None
    causes: tuple[str | None, str | None]  # keys, where it failed

    @property
    def verdicts(self) -> tuple[VerdictWord | None, VerdictWord | None]:
        return verdict(self.before), verdict(self.after)


TABLE: tuple[tuple[Callable[[Pair], bool], Kind], ...] = (
    (lambda pair: pair.before is None, "new"),
    (lambda pair: pair.after is None, "gone"),
    (lambda pair: pair.verdicts == ("fail", "fail") and pair.causes[0] != pair.causes[1], "moved"),
    (lambda pair: pair.verdicts[0] == pair.verdicts[1], "same"),
    (lambda pair: pair.verdicts == ("pass", "fail"), "broken"),
    (lambda pair: pair.verdicts == ("fail", "pass"), "mended"),
    (lambda pair: pair.verdicts[1] == "fail", "uncovered"),
    (lambda pair: True, "not comparable"),
)


def changes(first: Run, second: Run) -> dict[Kind, list[Change]]:
    """All of them, by kind, in the order in which a reader wants them."""
    found: dict[Kind, list[Change]] = {kind: [] for kind in MEANING}
    before, after = scored(first), scored(second)
    keys = cause_keys(first), cause_keys(second)
    for id in sorted(before.keys() | after.keys()):
        one = change(id, Pair(before.get(id), after.get(id), (keys[0].get(id), keys[1].get(id))))
        found[one.kind].append(one)
    return found


def scored(run: Run) -> dict[str, Row]:
    return {row["id"]: row for row in run["requirements"] if row["level"] in SCORED}


def change(id: str, pair: Pair) -> Change:
    kind = next(kind for fits, kind in TABLE if fits(pair))
    return Change(id, level(pair), kind, *pair.verdicts, *pair.causes)


def level(pair: Pair) -> LevelWord:
    """As the later run has it."""
    return next(row["level"] for row in (pair.after, pair.before) if row)


def verdict(row: Row | None) -> VerdictWord | None:
    return row["verdict"] if row else None
