"""What the server serves of its own, beside the contract, and open to all: what it is, and how it is."""

from __future__ import annotations

from collections.abc import Callable

import orjson
from oaic_spec import contract

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.http.own.gallery import picture
from oaic_server.http.own.manual import manual
from oaic_server.state.metrics import MEDIA_TYPE, Metrics

READ = ("GET", "HEAD")
# The page is text and a style sheet, whatever the contract says.
PAGE = (
    ("content-type", "text/html; charset=utf-8"),
    ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"),
)


class Own:
    def __init__(self, metrics: Metrics) -> None:
        self._pages: dict[str, Callable[[Request], Reply]] = {
            "/docs": lambda request: Reply(request, 200, [*PAGE], manual().encode()),
            "/openapi.json": lambda request: Reply.json(request, orjson.dumps(contract().document)),
            "/metrics": lambda request: Reply(request, 200, [("content-type", MEDIA_TYPE)], metrics.text().encode()),
        }

    def reply(self, request: Request, path: str) -> Reply | None:
        """None where nothing of our own is there."""
        page = self._pages.get(path)
        made = page(request) if page else picture(request, path)
        if made is None:
            return None
        if request.method not in READ:
            allow = ", ".join(READ)
            raise Refusal(405, f"{request.method} {path}: expected {allow}", headers=(("allow", allow),))
        return made
