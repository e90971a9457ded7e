"""What a request is told that names no operation: what was probably meant."""

from __future__ import annotations

from difflib import get_close_matches

from oaic_spec.left_out import is_left_out

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.http import cors
from oaic_server.http.chosen import FAULTS
from oaic_server.http.own.control import REQUESTS, SCRIPT
from oaic_server.http.routes import BASE_PATH, Route, Routes
from oaic_server.state.settings import Settings

ALIKE = 0.8
SWITCHED = ((FAULTS, "--allow-fault-header"), (SCRIPT, "--control"), (REQUESTS, "--control"))


def unrouted(request: Request, route: Route | None, path: str, routes: Routes, settings: Settings) -> Reply:
    """What is answered where the path or the method is not known; `path` is the whole of it."""
    if route is None:
        raise Refusal(404, f"There is no {request.method} {path} here; {meant(path, routes)}.", code="unknown_url")
    if request.method == "OPTIONS":
        return Reply(request, 204, cors.preflight(route.allow, settings.cors_origins), b"")
    if "websocket" in request.headers.get("upgrade", "").lower():
        # RFC 9110, 15.5.22: a 426 names what would do. Clients that try a WebSocket first then go on without.
        upgrade = (("upgrade", "HTTP/1.1"), ("connection", "upgrade"))
        raise Refusal(426, f"There is no WebSocket at {path}; expected {route.allow}", headers=upgrade)
    message = f"{request.method} {path}: expected {route.allow}"
    raise Refusal(405, message, code="method_not_supported", headers=(("allow", route.allow),))


def meant(path: str, routes: Routes) -> str:
    """The end of a sentence about a path that is not there."""
    below = path.removeprefix(BASE_PATH)
    for wrong, right, why in (
        (below.startswith(f"{BASE_PATH}/"), below, f"{BASE_PATH} stands there twice, and a base URL ends in it once"),
        (below == path, f"{BASE_PATH}{path}", f"a base URL ends in {BASE_PATH}"),
        (path.endswith("/"), path.rstrip("/"), "without a slash at the end"),
    ):
        if wrong and routes.find(right):
            return f"expected {right}: {why}"
    if switch := next((switch for begins, switch in SWITCHED if path.startswith(begins)), None):
        return f"a server that is started with {switch} has it"
    if is_left_out(below):
        return "OpenAI's API has it, and this server does not serve it"
    close = get_close_matches(path, routes.paths, n=1, cutoff=ALIKE)
    return f"did you mean {close[0]}?" if close else f"paths begin with {BASE_PATH}/, and /docs lists them"
