"""What could not be established: why, and what would settle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oaic_suite.judging.run_json import Row, Run

from oaic_reports import findings
from oaic_reports.conclusion import cause_in_words
from oaic_reports.page.told import Told

REASONS = 3

# By the word that says what was in the way: what that means, and what settles it.
SETTLED_BY = {
    "model": ("The model did not do what was asked", "`--model ID` asks another one, as a rule a stronger one."),
    "no-model": ("No model is known", "`--model ID` names one."),
    "deadline": ("The answer took too long", "`--timeout SECONDS` waits longer."),
    "left": ("A client left before the end, so nobody saw it", "Nothing need be done."),
    "no-answer": (
        "No whole answer came",
        "Judge these again with `--only`; if that ends alike, look at the server's log.",
    ),
    "rate-limited": ("The server answered 429", "Raise the limit of this key, or judge these later with `--only`."),
    "server-error": ("The server answered with a 5xx", "Look at its log, then judge these again with `--only`."),
    "refused": ("The server refused a request that these rest on", "What it said is in the exchange."),
    "preflight": ("The run ended before anything was judged", "The reason stands at the top."),
    "breaker": ("The server stopped answering, and the run was ended", "Start it again and judge these with `--only`."),
    "not-installed": ("A part of the suite is not installed", "The lines below say what is lacking."),
    "never-reached": ("The run ended before these were judged", "Judge them with `--only`."),
}


@dataclass(frozen=True)
class Unsettled:
    """Rows that are open for one reason: another row, or a word."""

    title: str
    advice: str
    rows: tuple[Row, ...]

    @property
    def reasons(self) -> list[str]:
        return list(dict.fromkeys(row["reason"] for row in self.rows if row["reason"]))[:REASONS]


@dataclass(frozen=True)
class Hidden:
    """Rows that are open because of a cause, which settles them when it is mended."""

    told: Told
    rows: tuple[Row, ...]


def open_rows(run: Run) -> list[Row]:
    return findings.rows_with(run, findings.SCORED, findings.UNESTABLISHED)


def hidden(run: Run, hiding: Mapping[str, Told]) -> list[Hidden]:
    by_cause: dict[str, list[Row]] = {}
    for row in open_rows(run):
        if told := hiding.get(row["id"]):
            by_cause.setdefault(told.anchor, []).append(row)
    found = [Hidden(hiding[rows[0]["id"]], tuple(rows)) for rows in by_cause.values()]
    return sorted(found, key=lambda each: each.told.number)


def unsettled(run: Run, hiding: Mapping[str, Told]) -> list[Unsettled]:
    """What no cause hides, the largest group first."""
    ids = {row["id"] for row in run["requirements"]}
    groups: dict[str, list[Row]] = {}
    for row in open_rows(run):
        if row["id"] not in hiding:
            groups.setdefault(row["cause"] or row["id"], []).append(row)
    return sorted((group(name, tuple(rows), ids) for name, rows in groups.items()), key=lambda each: -len(each.rows))


def group(name: str, rows: tuple[Row, ...], ids: set[str]) -> Unsettled:
    if name == rows[0]["id"]:
        return Unsettled(rows[0]["statement"], "", rows)
    title, advice = SETTLED_BY.get(name, (cause_in_words(name, ids), ""))
    return Unsettled(title, advice, rows)
