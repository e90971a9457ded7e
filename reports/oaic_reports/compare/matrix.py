"""Many runs: which of them each failing requirement fails in, and each cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Run
from oaic_suite.judging.verdict import LevelWord, VerdictWord

from oaic_reports.compare.changes import scored, verdict


@dataclass(frozen=True)
class Line:
    """A requirement, or a cause by its key, over all runs; None where a run does not have it."""

    id: str
    level: LevelWord
    title: str
    verdicts: tuple[VerdictWord | None, ...]

    @property
    def failing(self) -> list[int]:
        """The numbers of the runs that fail."""
        return [number for number, word in enumerate(self.verdicts, 1) if word == "fail"]

    @property
    def is_everywhere(self) -> bool:
        return len(self.failing) == len(self.verdicts)

    @property
    def alone(self) -> int | None:
        """The run that alone fails, where all others hold."""
        holds = self.verdicts.count("pass")
        return self.failing[0] if len(self.failing) == 1 and holds == len(self.verdicts) - 1 else None


@dataclass(frozen=True)
class Matrix:
    rows: list[Line]
    causes: list[Line]


def matrix(runs: Sequence[Run]) -> Matrix:
    return Matrix(in_order(rows(runs)), in_order(causes(runs)))


def in_order(lines: Iterable[Line]) -> list[Line]:
    """What most fail first, and of it what they must not."""
    return sorted(lines, key=lambda line: (-len(line.failing), line.level != "MUST", line.id))


def rows(runs: Sequence[Run]) -> list[Line]:
    """Those that fail in any run."""
    by_id = [scored(run) for run in runs]
    told = {id: row for rows in by_id for id, row in rows.items()}
    lines = [
        Line(id, row["level"], row["statement"], tuple(verdict(rows.get(id)) for rows in by_id))
        for id, row in told.items()
    ]
    return [line for line in lines if line.failing]


def causes(runs: Sequence[Run]) -> list[Line]:
    told = {cause["key"]: cause for run in runs for cause in run["causes"]}
    broken = {
        key: {id for run in runs for each in run["causes"] if each["key"] == key for id in each["broken"]}
        for key in told
    }
    return [
        Line(key, cause["level"], cause["title"], tuple(stands(run, key, broken[key]) for run in runs))
        for key, cause in told.items()
    ]


def stands(run: Run, key: str, broken: set[str]) -> VerdictWord | None:
    """Of a cause in one run: it is there; or all holds that it breaks anywhere; else that is not known."""
    if any(cause["key"] == key for cause in run["causes"]):
        return "fail"
    found = scored(run)
    words = {verdict(found.get(id)) for id in broken}
    return "pass" if words == {"pass"} else "inconclusive"
