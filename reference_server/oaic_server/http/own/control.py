"""`/_oaic/…`: scripts and journal over HTTP, for tests in any language; only where the server was started so."""

from __future__ import annotations

import orjson
from starlette.types import Receive

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.http import cors, gates
from oaic_server.http.intake import read
from oaic_server.script import reading
from oaic_server.script.book import Book
from oaic_server.script.reading import ScriptError
from oaic_server.script.rule import Rule
from oaic_server.script.theatre import Theatre
from oaic_server.state.service import Service

PLACE = "/_oaic/"
SCRIPT, REQUESTS = f"{PLACE}script", f"{PLACE}requests"


def is_meant(path: str) -> bool:
    return path.startswith(PLACE)


async def answer(path: str, request: Request, receive: Receive, theatre: Theatre, service: Service) -> Reply:
    """Each key has its own."""
    require_no_stranger(request, service)
    gates.key(request, service)
    key = request.key
    if (request.method, path) == ("POST", SCRIPT):
        rules = added(await read(request, receive, service.settings.body_limit), theatre.book, key)
        return Reply.json(request, {"added": [rule.name for rule in rules]}, 201)
    if (request.method, path) == ("DELETE", SCRIPT):
        theatre.forget(key)
        return Reply(request, 204, [], b"")
    if (request.method, path) == ("GET", REQUESTS):
        return Reply.json(request, {"requests": [entry.document() for entry in theatre.notes(key)]})
    message = f"{request.method} {path}: expected POST or DELETE {SCRIPT}, or GET {REQUESTS}"
    raise Refusal(404, message, code="unknown_url")


def require_no_stranger(request: Request, service: Service) -> None:
    """A browser sends what a page of another origin has it send, and says whose page that is."""
    origin, known = request.headers.get("origin"), service.settings.cors_origins
    if origin is not None and cors.ANY not in known and origin not in known:
        raise Refusal(403, f"Origin: {origin} controls nothing here; --cors-origin would let it", code="unknown_origin")


def added(raw: bytes, book: Book, key: str) -> list[Rule]:
    try:
        rules = reading.rules(orjson.loads(raw))
        book.of(key).add(rules)
        return rules
    except orjson.JSONDecodeError as error:
        raise Refusal(400, f"The body is not valid JSON: {error}.") from None
    except ScriptError as error:
        raise Refusal(400, str(error), code="invalid_value") from None
