"""The conformance suite: checks, verdicts, and the run that gathers them."""

from oaic_suite.conversation import conversation
from oaic_suite.exchange import Exchange, Request
from oaic_suite.requirement import Requirement, requirement
from oaic_suite.target import Target
from oaic_suite.verdict import INFO, MUST, SHOULD, Level, Verdict

__all__ = [
    "INFO",
    "MUST",
    "SHOULD",
    "Exchange",
    "Level",
    "Request",
    "Requirement",
    "Target",
    "Verdict",
    "conversation",
    "requirement",
]
