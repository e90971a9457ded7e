"""What was heard, as an exchange: what of it was kept, and which operation it was about."""

from __future__ import annotations

from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.traffic.addressed import addressed
from oaic_suite.traffic.heard import Heard


def exchange_of(heard: Heard, id: str, base_url: str | None = None) -> Exchange | None:
    """None where the contract has no such operation."""
    found = addressed(heard.method, heard.url, base_url)
    if found is None:
        return None
    return Exchange(
        id,
        Request(heard.method, heard.url, heard.request_headers, heard.sent, found.operation),
        heard.status,
        heard.headers,
        heard.body or b"",
        ended="complete" if heard.status is not None else "reset",
        kept=kept(heard),
        encoded=heard.encoded,
        version=heard.version,
    )


def kept(heard: Heard) -> frozenset[str]:
    """Nobody keeps when each piece came."""
    told = {"status": True, "headers": bool(heard.headers), "body": heard.body is not None}
    return frozenset(name for name, was in told.items() if was) | ({"bytes"} if heard.body and heard.exact else set())
