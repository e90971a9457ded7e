"""Conversations that several feature files read."""

from oaic_suite.checks.conversations import bare, conversed, reply, stream, twins

__all__ = ["bare", "conversed", "reply", "stream", "twins"]
