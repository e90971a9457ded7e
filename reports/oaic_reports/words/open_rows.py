"""What could not be established: why, of how many rows, and what would settle it."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Row, Run

from oaic_reports.findings import SCORED, UNESTABLISHED, rows_with
from oaic_reports.words.reasons import REASONS, cause_in_words

SHOWN = 4  # reasons of a run
NOT_INSTALLED = "not-installed"  # what, and how to install it, is said by each row


@dataclass(frozen=True)
class Open:
    """Rows that are open for one reason."""

    number: int
    why: str
    settle: str = ""


def open_rows(run: Run) -> list[Open]:
    """The reasons, those with most rows first; what is hidden by a red row is one reason."""
    rows = rows_with(run, SCORED, UNESTABLISHED)
    red = {row["id"] for row in rows_with(run, SCORED, ["fail"])}
    known = {row["id"] for row in run["requirements"]}
    by_reason: dict[tuple[str, str], int] = {}
    for row in rows:
        why = reason(row, red, known)
        by_reason[why] = by_reason.get(why, 0) + 1
    found = [Open(number, *why) for why, number in sorted(by_reason.items(), key=lambda pair: -pair[1])]
    return found[:SHOWN] if len(found) <= SHOWN else [*found[: SHOWN - 1], rest(found[SHOWN - 1 :])]


def rest(others: list[Open]) -> Open:
    return Open(sum(each.number for each in others), "for other reasons", "--show all names them")


def reason(row: Row, red: set[str], known: set[str]) -> tuple[str, str]:
    cause = row["cause"] or ""
    if cause == NOT_INSTALLED and row["reason"]:
        return row["reason"], ""
    if cause in red:
        return "hidden by what is broken above", "mend that, and --rerun"
    if cause in REASONS:
        return REASONS[cause]
    return (cause_in_words(cause, known), "") if cause else (row["reason"] or "no reason given", "")
