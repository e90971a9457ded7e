"""What became of the optional members of requests, as every format tells it."""

from __future__ import annotations

from collections.abc import Sequence

from oaic_suite.judging.document.run_json import Became, Member, Run

ORDER: tuple[Became, ...] = ("ignored", "open", "refused", "not asked", "obeyed")
MEANING: dict[Became, str] = {
    "ignored": "the answer was as without it, and nothing says so",
    "open": "the evidence was missing, or the model may be the reason",
    "refused": "with an error that names it, as a server may that does without",
    "not asked": "what it belongs to is not offered",
    "obeyed": "the answer shows it",
}


def by_word(run: Run) -> list[tuple[Became, Sequence[Member]]]:
    """The members by what became of them, what is worth a look first."""
    told = run.get("members", [])
    groups = [(word, [each for each in told if each["became"] == word]) for word in ORDER]
    return [(word, found) for word, found in groups if found]


def by_surface(members: Sequence[Member]) -> list[tuple[str, list[Member]]]:
    surfaces = dict.fromkeys(each["surface"] for each in members)
    return [(name, [each for each in members if each["surface"] == name]) for name in surfaces]


def named(members: Sequence[Member]) -> str:
    """By surface: `chat: n, stop; embeddings: dimensions`."""
    return "; ".join(f"{name}: {', '.join(each['member'] for each in found)}" for name, found in by_surface(members))


def ignored(run: Run) -> str:
    """Those that were ignored, in a line; empty where none was."""
    return named(dict(by_word(run)).get("ignored", []))
