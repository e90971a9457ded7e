"""What lets a page of another origin read a reply (Fetch standard, section 3.3)."""

from __future__ import annotations

from collections.abc import Sequence

from oaic_server.exchange.request import Request
from oaic_server.http.headers import Headers

ANY = "*"
EXPOSED = "x-request-id, retry-after, retry-after-ms, x-should-retry"
# The wildcard stands for every header but this one.
ALLOWED = "authorization, *"
SECONDS = "600"


def permission(request: Request, origins: Sequence[str]) -> Headers:
    """Lets the page that asks read the reply; where not every page may, the reply depends on who asks."""
    if not origins:
        return []
    if ANY in origins:
        return [("access-control-allow-origin", ANY), ("access-control-expose-headers", EXPOSED)]
    asking = request.headers.get("origin", "")
    granted = [("access-control-allow-origin", asking)] if asking in origins else []
    return [*granted, ("access-control-expose-headers", EXPOSED), ("vary", "origin")]


def preflight(allow: str, origins: Sequence[str]) -> Headers:
    """What a browser asks before it lets a page send the request."""
    if not origins:
        return [("allow", allow)]
    return [
        ("allow", allow),
        ("access-control-allow-methods", allow),
        ("access-control-allow-headers", ALLOWED),
        ("access-control-max-age", SECONDS),
    ]
