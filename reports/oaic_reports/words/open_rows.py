"""What could not be established: why, of how many rows, and what would settle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Row, Run

from oaic_reports.findings import SCORED, UNESTABLISHED, rows_with
from oaic_reports.words.conclusion import cause_in_words

SHOWN = 4  # reasons of a run

# What was in the way, by a word of ours, and the option that would settle it.
REASONS: Mapping[str, tuple[str, str]] = {
    "model": ("the model did not say what would show it", "--model ID names one that says more"),
    "no-model": ("no model is known", "--model ID names one"),
    "deadline": ("the answer was too slow", "--timeout SECONDS waits longer"),
    "long-id": ("what the server named is too long to be asked for", ""),
    "room": ("no room was left for the answer", "--only and --skip ask for less at a time"),
    "rate-limited": ("the server limits the rate of requests", "a key with higher limits"),
    "refused": ("the request was refused", ""),
    "server-error": ("the server failed", ""),
    "no-answer": ("no answer came", ""),
    "left": ("the answer was left before its end", ""),
    "held-back": ("no such number may be asked at the same time", "without --rps or --concurrency"),
    "budget": ("the budget of the run was used up", "--resume goes on with it"),
    "by-the-piece": ("no more pictures or sounds were allowed", "--max-pictures N and --max-sounds N allow more"),
    "breaker": ("the server had stopped answering", "start it anew, and --resume"),
    "preflight": ("the server could not be asked", ""),
    "never-reached": ("the run ended before it", "--resume goes on with it"),
}
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
