"""The headers that faults of CORS change."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply

ALLOW_ORIGIN, ALLOW_HEADERS = "access-control-allow-origin", "access-control-allow-headers"


ALLOW_METHODS, CREDENTIALS = "access-control-allow-methods", "access-control-allow-credentials"


def asks_leave(reply: Reply) -> bool:
    return "access-control-request-method" in reply.request.headers
