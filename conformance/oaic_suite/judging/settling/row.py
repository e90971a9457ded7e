"""What the variants of a row come to together.

A variant that fails fails the row, and an error of ours is one. Else the row passes where some variant passes and
none is left open that should not be: what the server honestly does without does not count, and a variant that could
not be judged because another row failed on the same exchange is that row's matter. Whatever else is open leaves
the row open, and the reason says how many of how many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from oaic_suite.judging.document.run_json import Judged
from oaic_suite.judging.verdict import VerdictWord

OPEN: tuple[VerdictWord, ...] = ("inconclusive", "not_run")
LISTED = 3  # reasons given in a remark
Excused = Callable[[Judged], bool]


def settled(judged: Sequence[Judged], excused: Excused) -> Judged:
    """The variant that speaks for the row, with the row's verdict and a remark on the others."""
    for word in ("fail", "error"):
        if found := of(judged, word):
            return found[0]
    passed, left = of(judged, "pass"), [each for each in judged if each["verdict"] in OPEN]
    unexcused = [each for each in left if not excused(each)]
    if passed and not unexcused:
        return passed[0] | {"reason": remark(judged, [each for each in judged if each not in passed])}
    if unexcused:
        return unexcused[0] | {"reason": counted(judged, unexcused)}
    return (left or list(judged))[0]


def of(judged: Sequence[Judged], word: str) -> list[Judged]:
    return [each for each in judged if each["verdict"] == word]


def remark(judged: Sequence[Judged], others: Sequence[Judged]) -> str | None:
    """What a row that passes leaves out: `7 of 8; not calling: the server has no tools`."""
    if not others:
        return None
    return f"{len(judged) - len(others)} of {len(judged)} were judged; not {named(others)}"


def counted(judged: Sequence[Judged], left: Sequence[Judged]) -> str | None:
    """Why a row stays open, and in how many of its variants."""
    if len(left) == len(judged) and len({each["reason"] for each in left}) == 1:
        return left[0]["reason"]
    return f"{len(left)} of {len(judged)} could not be settled: {named(left)}"


def named(variants: Sequence[Judged]) -> str:
    """The variants by what is said of them: several that share a reason share a mention of it."""
    by_reason: dict[str, list[str]] = {}
    for each in variants:
        by_reason.setdefault(each["reason"] or "unsettled", []).append(each["name"])
    said = [f"{', '.join(names)}: {reason}" for reason, names in by_reason.items()]
    more = len(said) - LISTED
    return "; ".join(said[:LISTED]) + (f"; and {more} more reasons" if more > 0 else "")
