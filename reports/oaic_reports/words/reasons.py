"""What keeps a row from being established, by a word of ours, and the option that would settle it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from oaic_suite.judging.document.run_json import Run

from oaic_reports.findings import SCORED, UNESTABLISHED, rows_with

PART = 4  # of all rows so many parts are held back by what a conclusion begins with
REASONS: Mapping[str, tuple[str, str]] = {
    "model": ("the model did not say what would show it", "--model ID names one that says more"),
    "no-model": ("no model is known", "--model ID names one"),
    "key": ("the server asks for a key that it knows", "--api-key KEY gives one"),
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


def chief(run: Run) -> str:
    """The one thing that holds back a good part of a run, and what settles it, in a sentence; empty where none does."""
    rows = rows_with(run, SCORED, UNESTABLISHED)
    settled = Counter(row["cause"] or "" for row in rows if REASONS.get(row["cause"] or "", ("", ""))[1])
    for cause, number in settled.most_common(1):
        if number * PART >= sum(run["counts"][level]["total"] for level in SCORED):
            why, settle = REASONS[cause]
            return f"{number:,} requirements are open because {why}: {settle}."
    return ""


def cause_in_words(cause: str, ids: set[str], link: str = "blocked by") -> str:
    """A cause is either the requirement that stood in the way, or a slug."""
    return f"{link} {cause}" if cause in ids else cause.replace("-", " ").replace("_", " ")
