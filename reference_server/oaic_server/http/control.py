"""`/_oaic/…`: scripts and journal over HTTP, for tests in any language; only where the server was started so."""

from __future__ import annotations

import orjson
from starlette.types import Receive

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.http import gates
from oaic_server.http.intake import read
from oaic_server.script import reading
from oaic_server.script.reading import ScriptError
from oaic_server.script.rule import Rule
from oaic_server.script.theatre import Theatre, key_of
from oaic_server.state.service import Service

PLACE = "/_oaic/"
SCRIPT, REQUESTS = f"{PLACE}script", f"{PLACE}requests"


def is_meant(path: str) -> bool:
    return path.startswith(PLACE)


async def answer(path: str, request: Request, receive: Receive, theatre: Theatre, service: Service) -> Reply:
    """Each key has its own."""
    gates.key(request, service)
    key = key_of(request)
    if (request.method, path) == ("POST", SCRIPT):
        rules = read_rules(await read(request, receive, service.settings.body_limit))
        theatre.book.of(key).add(rules)
        return Reply.json(request, {"added": [rule.name for rule in rules]}, 201)
    if (request.method, path) == ("DELETE", SCRIPT):
        theatre.forget(key)
        return Reply(request, 204, [], b"")
    if (request.method, path) == ("GET", REQUESTS):
        return Reply.json(request, {"requests": [entry.document() for entry in theatre.notes(key)]})
    message = f"{request.method} {path}: expected POST or DELETE {SCRIPT}, or GET {REQUESTS}"
    raise Refusal(404, message, code="unknown_url")


def read_rules(raw: bytes) -> list[Rule]:
    try:
        return reading.rules(orjson.loads(raw))
    except (ValueError, ScriptError) as error:
        raise Refusal(400, str(error), code="invalid_value") from None
