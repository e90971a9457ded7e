"""What could not be established: why, and what would settle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Row, Run

from oaic_reports import findings
from oaic_reports.page.told import Told
from oaic_reports.words.reasons import REASONS, cause_in_words

SHOWN = 3  # reasons in the words of checks


@dataclass(frozen=True)
class Unsettled:
    """Rows that are open for one reason: another row, or a word."""

    title: str
    advice: str
    rows: tuple[Row, ...]

    @property
    def reasons(self) -> list[str]:
        return list(dict.fromkeys(row["reason"] for row in self.rows if row["reason"]))[:SHOWN]


@dataclass(frozen=True)
class Hidden:
    """Rows that are open because of a cause, which settles them when it is mended."""

    told: Told
    rows: tuple[Row, ...]


def all_open(run: Run) -> list[Row]:
    return findings.rows_with(run, findings.SCORED, findings.UNESTABLISHED)


def hidden(run: Run, hiding: Mapping[str, Told]) -> list[Hidden]:
    by_cause: dict[str, list[Row]] = {}
    for row in all_open(run):
        if told := hiding.get(row["id"]):
            by_cause.setdefault(told.anchor, []).append(row)
    found = [Hidden(hiding[rows[0]["id"]], tuple(rows)) for rows in by_cause.values()]
    return sorted(found, key=lambda each: each.told.number)


def unsettled(run: Run, hiding: Mapping[str, Told]) -> list[Unsettled]:
    """What no cause hides, the largest group first."""
    ids = {row["id"] for row in run["requirements"]}
    groups: dict[str, list[Row]] = {}
    for row in all_open(run):
        if row["id"] not in hiding:
            groups.setdefault(row["cause"] or row["id"], []).append(row)
    return sorted((group(name, tuple(rows), ids) for name, rows in groups.items()), key=lambda each: -len(each.rows))


def group(name: str, rows: tuple[Row, ...], ids: set[str]) -> Unsettled:
    if name == rows[0]["id"]:
        return Unsettled(rows[0]["statement"], "", rows)
    why, settle = REASONS.get(name, (cause_in_words(name, ids), ""))
    return Unsettled(sentence(why), sentence(settle), rows)


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
