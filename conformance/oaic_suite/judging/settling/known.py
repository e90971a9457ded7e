"""Failures that are known: what an operator's dated list excuses in a run, and which of its entries are no longer true.

It changes the exit code and nothing else: verdicts, causes and the conclusion are those of a run without it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oaic_suite.judging.document.run_json import Entered, Known, Row, StandsAs

OPEN = ("inconclusive", "not_run", "error")


@dataclass(frozen=True)
class Entry:
    """One failure that somebody knows of, by its row and the key of its cause."""

    row: str
    cause: str
    reason: str
    until: date
    owner: str | None = None
    issue: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.row, self.cause


@dataclass(frozen=True)
class Baseline:
    """The entries of one file."""

    file: str
    entries: tuple[Entry, ...]

    def document(self, rows: Sequence[Row], known: Collection[str], today: date, partly: Collection[str] = ()) -> Known:
        by_id = {row["id"]: row for row in rows}
        excused = self.excused(by_id)
        return {
            "file": self.file,
            "entries": [
                entered(entry, first_that_fits(Facts(entry, self.entries[:place], by_id, known, today, partly)))
                for place, entry in enumerate(self.entries)
            ],
            "excused": sorted(excused),
            "hidden": [row["id"] for row in rows if hidden_by(row, excused)],
        }

    def excused(self, rows: Mapping[str, Row]) -> set[str]:
        return {entry.row for entry in self.entries if fails_so(rows.get(entry.row), entry)}


def fails_so(row: Row | None, entry: Entry) -> bool:
    return row is not None and row["verdict"] == "fail" and row.get("cause_key") == entry.cause


def hidden_by(row: Row, excused: Collection[str]) -> bool:
    """Whether it could not be established because of a failure that is known."""
    return row["verdict"] == "inconclusive" and row["cause"] in excused


def as_if_held(rows: Iterable[Row], known: Known) -> list[Row]:
    """The rows as they would be if what is known held: what the exit code is of."""
    excused = {*known["excused"], *known["hidden"]}
    return [held(row) if row["id"] in excused else row for row in rows]


def held(row: Row) -> Row:
    variants = [variant | {"verdict": "pass"} for variant in row["variants"]]
    return row | {"verdict": "pass", "cause": None, "variants": variants}


# --- how an entry stands -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Facts:
    """What the table asks about."""

    entry: Entry
    before: Sequence[Entry]
    rows: Mapping[str, Row]
    known: Collection[str]  # ids of all requirements
    today: date
    partly: Collection[str] = ()  # ids of rows that were not judged in every variant

    @property
    def row(self) -> Row | None:
        return self.rows.get(self.entry.row)

    def settled(self) -> bool:
        """Whether the row was judged; one that holds in some variants may fail in those that were not asked."""
        if self.row is None or self.row["verdict"] in OPEN:
            return False
        return self.row["verdict"] == "fail" or self.entry.row not in self.partly

    def twice(self) -> bool:
        return any(other.key == self.entry.key for other in self.before)


TABLE: tuple[tuple[Callable[[Facts], bool], StandsAs], ...] = (
    (lambda facts: facts.entry.row not in facts.known, "unknown"),
    (lambda facts: facts.twice(), "twice"),
    (lambda facts: facts.row is not None and facts.settled() and facts.row["verdict"] != "fail", "mended"),
    (lambda facts: facts.settled() and not fails_so(facts.row, facts.entry), "moved"),
    (lambda facts: facts.entry.until < facts.today, "expired"),
    (lambda facts: not facts.settled(), "open"),
    (lambda facts: True, "known"),
)
TRUE: tuple[StandsAs, ...] = ("known", "open")  # of the others the file is to be corrected


def first_that_fits(facts: Facts) -> StandsAs:
    return next(word for fits, word in TABLE if fits(facts))


def entered(entry: Entry, stands: StandsAs) -> Entered:
    return {
        "row": entry.row,
        "cause": entry.cause,
        "reason": entry.reason,
        "owner": entry.owner,
        "issue": entry.issue,
        "until": entry.until.isoformat(),
        "stands": stands,
    }


def is_stale(known: Known | None) -> bool:
    return known is not None and any(entry["stands"] not in TRUE for entry in known["entries"])
