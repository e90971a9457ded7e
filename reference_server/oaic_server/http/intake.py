"""The body of a request, read under a limit: as JSON, or as a form."""

from __future__ import annotations

from typing import Any

from oaic_spec import BrokenForm, TooMuch, form_of, parts_of
from starlette.types import Receive

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.exchange.strict_json import Malformed, parse
from oaic_server.http import gates
from oaic_server.http.coding import decoded
from oaic_server.state.settings import Settings


class ClientGone(Exception):
    """The client has closed the connection."""


async def with_body(request: Request, receive: Receive, settings: Settings) -> Request:
    if not gates.expects_body(request):
        return request
    raw = await read(request, receive, settings.body_limit)
    try:
        raw = decoded(raw, request.headers.get("content-encoding", ""), settings.body_limit)
        if len(raw) > settings.body_limit:
            raise too_large(settings.body_limit)
        return request.having(raw=raw, **said(request, raw, settings))
    except Malformed as complaint:
        return request.having(raw=raw, malformed=str(complaint))


def said(request: Request, raw: bytes, settings: Settings) -> dict[str, Any]:
    """What its body says, by the members of a request."""
    schema = gates.form_of(request)
    if schema is None:
        return {"body": parse(raw, settings.depth_limit)}
    try:
        found = form_of(parts_of(raw, request.headers["content-type"]), schema)
    except TooMuch as complaint:
        raise Refusal(413, f"The body {complaint}.", code="request_too_large") from None
    except BrokenForm as complaint:
        raise Malformed(str(complaint)) from None
    return {"body": found.body, "files": found.files}


async def read(request: Request, receive: Receive, limit: int) -> bytes:
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > limit:
        raise too_large(limit)
    found: list[bytes] = []
    more, size = True, 0
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        found.append(message.get("body", b""))
        size += len(found[-1])
        if size > limit:
            raise too_large(limit)
        more = message.get("more_body", False)
    return b"".join(found)


def too_large(limit: int) -> Refusal:
    message = f"The body: expected at most {limit} bytes, found more"
    close = (("connection", "close"),)
    return Refusal(413, message, code="request_too_large", headers=close, linger=True)
