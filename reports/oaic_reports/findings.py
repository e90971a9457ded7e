"""What a run found, in the order in which a reader wants it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from oaic_suite.judging.document.run_json import Profile, Row, Run
from oaic_suite.judging.verdict import LevelWord, VerdictWord

from oaic_reports.repeat import repeated

SCORED: tuple[LevelWord, ...] = ("MUST", "SHOULD")
UNESTABLISHED: tuple[VerdictWord, ...] = ("inconclusive", "not_run")

# What an SDK is known to trip over hurts before what merely departs from the letter.
HARM = ("sdk", "rfc", "schema", "observed")


@dataclass(frozen=True)
class Group:
    """Rows that share a cause; a row without one is a group of its own."""

    cause: str | None
    rows: tuple[Row, ...]

    @property
    def head(self) -> Row | None:
        """The row that the others follow from, where it is among them."""
        return next((row for row in self.rows if row["id"] == self.cause), None)


@dataclass(frozen=True)
class Score:
    passed: int
    total: int

    def __str__(self) -> str:
        return f"{self.passed}/{self.total}" if self.total else "–"


@dataclass(frozen=True)
class Surface:
    name: str
    rows: tuple[Row, ...]
    score: Score
    failed: int


def broken(run: Run, level: LevelWord) -> list[Group]:
    """Failures of a level by cause, most harmful first."""
    return sorted(grouped(rows_with(run, [level], ["fail"])), key=harm)


def unestablished(run: Run) -> list[Group]:
    """What could not be told, by cause, the largest group first."""
    return sorted(grouped(rows_with(run, SCORED, UNESTABLISHED)), key=lambda group: -len(group.rows))


def our_errors(run: Run) -> list[Row]:
    return rows_with(run, ("MUST", "SHOULD", "INFO"), ["error"])


def surfaces(run: Run) -> list[Surface]:
    rows = sorted(run["requirements"], key=lambda row: row["surface"])
    return [surface(name, tuple(some)) for name, some in groupby(rows, key=lambda row: row["surface"])]


def surface(name: str, rows: tuple[Row, ...]) -> Surface:
    scored = [row for row in rows if row["level"] in SCORED and row["verdict"] != "not_applicable"]
    return Surface(name, rows, Score(count(scored, "pass"), len(scored)), count(scored, "fail"))


def rows_with(run: Run, levels: Iterable[LevelWord], verdicts: Iterable[VerdictWord]) -> list[Row]:
    return [row for row in run["requirements"] if row["level"] in levels and row["verdict"] in verdicts]


def cause_keys(run: Run) -> dict[str, str]:
    """By failed row, the key of its cause."""
    return {id: cause["key"] for cause in run["causes"] for id in cause["broken"]}


def grouped(rows: Iterable[Row]) -> list[Group]:
    """By cause; what follows from a row that is among them stands with it, after it."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["cause"] or row["id"], []).append(row)
    return [group(key, sorted(some, key=follows)) for key, some in groups.items()]


def group(key: str, rows: list[Row]) -> Group:
    return Group(key if any(follows(row) for row in rows) else None, tuple(rows))


def follows(row: Row) -> bool:
    return row["cause"] is not None


def harm(group: Group) -> tuple[int, int]:
    ranks = [HARM.index(row["basis"]) if row["basis"] in HARM else len(HARM) for row in group.rows]
    return min(ranks), -len(group.rows)


def score(run: Run, level: LevelWord) -> Score:
    """Rows that passed, of those that apply: what was not established counts against the server's claim."""
    tally = run["counts"][level]
    return Score(tally["pass"], tally["total"] - tally["not_applicable"])


def required_profiles(run: Run) -> list[str]:
    return [name for name, profile in run["profiles"].items() if profile["required"]]


def profiles(run: Run) -> list[tuple[str, Profile]]:
    """Those that the conclusion rests on first."""
    return sorted(run["profiles"].items(), key=lambda item: not item[1]["required"])


def broken_profiles(run: Run) -> list[str]:
    """Those in which a MUST is broken, where one of them is optional; else what is required says it all."""
    red = [(name, profile["required"]) for name, profile in profiles(run) if profile["conclusion"] == "non_conformant"]
    return [name for name, _ in red] if not all(required for _, required in red) else []


def standing(profile: Profile) -> str:
    """How a profile stands, in words: what was not settled is no conformance."""
    must, should, word = Score(**profile["must"]), Score(**profile["should"]), profile["conclusion"]
    open_must, open_should = must.passed < must.total, should.passed < should.total
    unsettled = open_must if word == "conformant_with_deviations" else open_must or open_should
    return "incomplete" if unsettled and word.startswith("conformant") else word.replace("_", " ")


def capabilities(run: Run) -> list[tuple[str, str, list[str]]]:
    """State, how it was learned, and the names of which both are true."""
    alike: dict[tuple[str, str], list[str]] = {}
    for name, capability in run["capabilities"].items():
        alike.setdefault((capability["state"], capability["how"]), []).append(name)
    return [(state, how, names) for (state, how), names in sorted(alike.items(), key=lambda item: item[0][0])]


def not_offered(run: Run) -> list[str]:
    """What the server honestly does without."""
    return [name for name, capability in run["capabilities"].items() if capability["state"] == "absent"]


def seconds(run: Run) -> float | None:
    if run["finished"] is None:
        return None
    return (datetime.fromisoformat(run["finished"]) - datetime.fromisoformat(run["started"])).total_seconds()


def curl(run: Run, row: Row) -> str | None:
    """The line that repeats what a row was judged by: the exchange it points to, else its last."""
    ids = [row["where"]["exchange"]] if row["where"] else row["evidence"][-1:]
    return next((repeated(run["exchanges"][id]["request"]) for id in ids if id in run["exchanges"]), None)


def count(rows: Iterable[Row], verdict: VerdictWord) -> int:
    return sum(row["verdict"] == verdict for row in rows)
