"""Conversations that several feature files read."""

from oaic_suite.checks.conversations import bare, conversed, recitals, reply, stream, twins
from oaic_suite.checks.refusals import questioned, refusal

__all__ = ["bare", "conversed", "questioned", "recitals", "refusal", "reply", "stream", "twins"]
