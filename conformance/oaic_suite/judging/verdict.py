"""What can be said of a requirement."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

# As JSON has them: what is read from there is no member of the enumerations below.
LevelWord = Literal["MUST", "SHOULD", "INFO"]
VerdictWord = Literal["pass", "fail", "inconclusive", "not_applicable", "not_run", "error"]


class Level(StrEnum):
    MUST = "MUST"
    SHOULD = "SHOULD"
    INFO = "INFO"


MUST, SHOULD, INFO = Level.MUST, Level.SHOULD, Level.INFO
SCORED = (MUST, SHOULD)


class Verdict(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    NOT_APPLICABLE = "not_applicable"
    NOT_RUN = "not_run"
    ERROR = "error"


# Worst first: over variants and repeats the first that occurs stands.
SEVERITY = (
    Verdict.FAIL,
    Verdict.ERROR,
    Verdict.INCONCLUSIVE,
    Verdict.NOT_RUN,
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    return min(verdicts, key=SEVERITY.index, default=Verdict.NOT_RUN)
