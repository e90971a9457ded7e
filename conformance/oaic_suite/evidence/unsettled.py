"""The exceptions by which evidence says that it settles nothing.

A false assertion in a check means the server is wrong. These mean that it was not shown to be; any other
exception is an error of ours.

    NotEstablished   evidence was missing            -> inconclusive
    NotApplicable    the server need not do this     -> not_applicable
    NotRun           nothing was tried               -> not_run
"""

from __future__ import annotations

from oaic_suite.evidence.exchange import Exchange


class NotEstablished(Exception):
    """The evidence a check reads is not there; `blocked_by` names who is to blame, `seen` is what there was instead."""

    def __init__(self, reason: str, blocked_by: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.blocked_by = blocked_by
        self.seen: tuple[Exchange, ...] = ()


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
