"""A `Request` from the ASGI scope; its body is read later."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from starlette.types import Scope

from oaic_server.exchange.request import Request
from oaic_server.http.routes import BASE_PATH, Route


def arriving(scope: Scope, route: Route | None) -> Request:
    operation = route.operation(scope["method"]) if route else None
    return Request(
        operation=operation.id if operation else "",
        method=scope["method"],
        path=scope["path"].removeprefix(BASE_PATH),
        headers=joined(scope["headers"]),
        parameters=route.parameters if route else {},
        query=scope["query_string"].decode("latin-1"),
        versioned=scope["path"].startswith(BASE_PATH + "/"),
    )


def joined(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name; several of one name are one list, as RFC 9110 section 5.3 reads them."""
    headers: dict[str, str] = {}
    for name, value in raw:
        known, text = name.decode("latin-1"), value.decode("latin-1")
        headers[known] = f"{headers[known]}, {text}" if known in headers else text
    return headers


def raw_path(scope: Scope) -> str:
    raw: bytes | None = scope.get("raw_path")
    return quote(scope["path"]) if raw is None else raw.decode("ascii", "replace")
