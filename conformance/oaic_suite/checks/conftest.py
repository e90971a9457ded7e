"""Conversations that several feature files read."""

from oaic_suite.checks.conversations import bare, conversed, reply, stream, twins
from oaic_suite.checks.refusals import questioned, refusal

__all__ = ["bare", "conversed", "questioned", "refusal", "reply", "stream", "twins"]
