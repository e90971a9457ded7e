"""Whether an answer is one to what was asked, or what a server says to anything."""

from __future__ import annotations

import json

from oaic_suite.evidence.exchange import Exchange

MARKUP = b"<"


def is_page(exchange: Exchange) -> bool:
    return exchange.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(MARKUP)


def has_member(exchange: Exchange, name: str) -> bool:
    """Whether an answer is a JSON object with a member of this name."""
    try:
        value = json.loads(exchange.body)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and name in value
