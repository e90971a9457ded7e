"""What can be said of a requirement, and the exceptions by which a check says it.

A false assertion in a check means the server is wrong. The three exceptions below mean that it was
not shown to be; any other exception is an error of ours.

    NotEstablished   evidence was missing            -> inconclusive
    NotApplicable    the server need not do this     -> not_applicable
    NotRun           nothing was tried               -> not_run
"""

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


class NotEstablished(Exception):
    """The evidence a check reads is not there; `blocked_by` names who is to blame."""

    def __init__(self, reason: str, blocked_by: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.blocked_by = blocked_by


class NotApplicable(Exception):
    """The server may honestly do without this."""

    def __init__(self, reason: str, capability: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.capability = capability


class NotRun(Exception):
    """Nothing was tried: the run had ended before, or never began."""

    def __init__(self, reason: str, cause: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cause = cause


class BadProbe(Exception):
    """The suite was about to send what the contract forbids: our error, never the server's."""
