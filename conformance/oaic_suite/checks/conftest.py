"""Conversations that several feature files read."""

from oaic_suite.checks.conversations import reply, stream

__all__ = ["reply", "stream"]
