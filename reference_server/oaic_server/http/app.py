"""From a request to the bytes of its reply: route, gates, handler, fault, wire."""

from __future__ import annotations

from oaic_spec import contract
from starlette.types import Receive, Scope, Send

from oaic_server import faults
from oaic_server.exchange.failure import failed
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import Fault, FaultError, Stage
from oaic_server.faults.touching import EVERY, TOUCHED_HEADER, touching
from oaic_server.http import cors, gates, headers, wire
from oaic_server.http.arrival import arriving, raw_path
from oaic_server.http.intake import ClientGone, with_body
from oaic_server.http.routes import BASE_PATH, Route, Routes
from oaic_server.state.service import Service
from oaic_server.state.settings import Settings
from oaic_server.surfaces.index import handlers

FAULT_HEADER = "x-oaic-fault"


class Application:
    """The reference server as an ASGI application."""

    def __init__(self, settings: Settings) -> None:
        operations = contract().operations
        self._settings = settings
        self._service = Service(settings)
        self._routes = Routes(operations.values())
        self._handlers = handlers(operations)
        self._fault = faults.find(settings.fault) if settings.fault else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(f"expected an HTTP request, found {scope['type']}")
        try:
            reply = await self._reply(scope, receive)
        except ClientGone:
            return
        try:
            await wire.deliver(reply, scope, receive, send)
        except Exception as error:
            failed(error, "sending a reply")
            raise

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        """The reply is completed first and broken then: a fault sees all that would have been sent."""
        identity = self._service.identity
        request_id, began = identity.id("req_"), identity.clock()
        request, reply, fault = await self._intended(scope, receive)
        reply.headers.extend(headers.standard(request_id, identity.clock() - began))
        reply.headers.extend(cors.permission(request, self._settings.cors_origins))
        if (beginning := self._asked_about(request)) is not None:
            reply.set_header(TOUCHED_HEADER, " ".join(touching(request, reply, beginning)))
        return broken(reply, fault) if fault else reply

    async def _intended(self, scope: Scope, receive: Receive) -> tuple[Request, Reply, Fault | None]:
        """The reply before it is broken, the request as far as it was read, and the fault that was chosen."""
        route = self._routes.find(raw_path(scope))
        request, fault = arriving(scope, route), None
        try:
            fault = self._chosen(request)
            if route is None or not request.operation:
                return request, unrouted(request, route), fault
            request = await self._admitted(request, fault, receive)
            return request, self._answered(request, fault), fault
        except ClientGone:
            raise
        except Exception as error:
            return request, refused(error, request), fault

    def _asked_about(self, request: Request) -> str | None:
        """The beginning of the ids of those faults of which the client wants to know whether they would change this."""
        asked = request.headers.get(FAULT_HEADER) or ""
        return asked.removeprefix(EVERY) if self._settings.allow_fault_header and asked.startswith(EVERY) else None

    def _chosen(self, request: Request) -> Fault | None:
        asked = request.headers.get(FAULT_HEADER)
        if self._asked_about(request) is not None:
            return None
        try:
            fault = faults.find(asked) if asked and self._settings.allow_fault_header else self._fault
        except FaultError as error:
            raise Refusal(400, str(error), code="invalid_value", param=FAULT_HEADER) from None
        return fault if fault and fault.concerns(request) else None

    async def _admitted(self, request: Request, fault: Fault | None, receive: Receive) -> Request:
        """The request with its body, read once the key is known; a fault that changes requests sees it before."""
        if fault is None or fault.stage != "request":
            gates.pass_through(gates.BEFORE_THE_BODY, request, self._service)
            return await with_body(request, receive, self._settings)
        whole = await with_body(request, receive, self._settings)
        changed: Request = fault.function(whole) or whole
        gates.pass_through(gates.BEFORE_THE_BODY, changed, self._service)
        return changed

    def _answered(self, request: Request, fault: Fault | None) -> Reply:
        gates.pass_through(gates.WITH_THE_BODY, request, self._service)
        if fault and fault.stage == "answer":
            answer: Reply | None = fault.function(request)
            if answer is not None:
                return answer
        return self._handlers[request.operation](request, self._service)


def refused(error: Exception, request: Request) -> Reply:
    """A refusal as it says; any other error is a failure of ours."""
    refusal = error if isinstance(error, Refusal) else failed(error, f"{request.method} {request.path}")
    return refusal.reply(request)


AFTER_THE_HANDLER: tuple[Stage, ...] = ("reply", "wire")


def broken(reply: Reply, fault: Fault) -> Reply:
    if fault.stage not in AFTER_THE_HANDLER:
        return reply
    try:
        changed: Reply = fault.function(reply) or reply
        if changed.frames is None:
            changed.content()  # what cannot be encoded shows here, while an envelope can still be sent
        return changed
    except Exception as error:
        return failed(error, f"the fault {fault.id}").reply(reply.request)


def unrouted(request: Request, route: Route | None) -> Reply:
    if route is None:
        message = f"There is no {request.method} {request.path} here; paths begin with {BASE_PATH}/."
        raise Refusal(404, message, code="unknown_url")
    if request.method == "OPTIONS":
        return Reply(request, 204, cors.preflight(route.allow), b"")
    message = f"{request.method} {request.path}: expected {route.allow}"
    raise Refusal(405, message, code="method_not_supported", headers=(("allow", route.allow),))
