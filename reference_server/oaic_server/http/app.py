"""From a request to the bytes of its reply: route, gates, handler, fault, wire."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from oaic_spec import contract
from starlette.types import Receive, Scope, Send

from oaic_server import faults
from oaic_server.exchange.failure import failed
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import AFTER_THE_HANDLER, Fault, FaultError, Stage
from oaic_server.faults.likeness import faults_of
from oaic_server.faults.touching import EVERY, TOUCHED_HEADER, touching
from oaic_server.http import cors, gates, headers, hosts, lenient, wire
from oaic_server.http.account import Account, Visit
from oaic_server.http.arrival import arriving, raw_path
from oaic_server.http.chosen import FAULT_HEADER, direct
from oaic_server.http.intake import ClientGone, with_body
from oaic_server.http.lost import unrouted
from oaic_server.http.own import control
from oaic_server.http.own.pages import Own
from oaic_server.http.routes import Routes
from oaic_server.http.serving.closing import Closing
from oaic_server.script.reading import ScriptError
from oaic_server.script.scene import Scene
from oaic_server.script.theatre import Theatre, watched
from oaic_server.state.service import Service
from oaic_server.state.settings import Settings, SettingsError
from oaic_server.surfaces.index import handlers, sayable

NOTHING_STAGED = Scene()
Faults = tuple[Fault, ...]  # in the order in which they apply


@dataclass
class Exchange:
    """A request as far as it was read, its reply, and what is still to become of that."""

    request: Request
    reply: Reply
    faults: Faults = ()
    scene: Scene = NOTHING_STAGED


class Application:
    """The reference server as an ASGI application."""

    def __init__(self, settings: Settings, theatre: Theatre | None = None) -> None:
        operations = contract().operations
        self._settings = settings
        self.names: hosts.Names = None  # it answers to any, until it is known where it listens
        self.closing = Closing(settings.closing_seconds)
        self._service = Service(settings)
        self.account = Account(self._service)
        self._own = Own(self.account.metrics)
        self._routes = Routes(operations.values())
        self._handlers = handlers(operations)
        self._faults = from_the_start(settings)
        self._theatre = theatre or scripted(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(f"expected an HTTP request, found {scope['type']}")
        scope = direct(scope) if self._settings.allow_fault_header else scope
        identity = self._service.identity
        visit = Visit(identity.id("req_"), identity.passing(), scope["method"], raw_path(scope))
        try:
            exchange = await self._exchange(visit, scope, receive)
        except ClientGone:
            return
        is_whole = False
        self.account.begins(exchange.reply)
        try:
            is_whole = await wire.deliver(exchange.reply, scope, receive, self._noted(exchange, send), self.closing)
            wire.send_stray(exchange.reply.wire.after, send)
        except Exception as error:
            failed(error, f"sending the reply to {visit.id}")
            raise
        finally:
            self.account.ends(visit, exchange.reply, exchange.faults, whole=is_whole)

    def stopping(self) -> None:
        self.closing.begin()

    def stopped(self) -> None:
        self.account.lines.write()

    async def _exchange(self, visit: Visit, scope: Scope, receive: Receive) -> Exchange:
        """The reply is completed first and broken then: a fault sees all that would have been sent."""
        identity = self._service.identity
        began = identity.clock()
        exchange = await self._intended(visit, scope, receive)
        request, reply = exchange.request, exchange.reply
        reply.headers.extend(headers.standard(visit.id, identity.clock() - began))
        reply.headers.extend(self._service.budgets.headers(request))
        reply.headers.extend(cors.permission(request, self._settings.cors_origins))
        if (beginning := self._asked_about(request)) is not None:
            reply.set_header(TOUCHED_HEADER, " ".join(touching(request, reply, beginning)))
        exchange.reply = broken(reply, exchange.faults)
        exchange.scene.leave(exchange.reply)
        return exchange

    async def _intended(self, visit: Visit, scope: Scope, receive: Receive) -> Exchange:
        """The reply before it is broken, and what was chosen for it."""
        route = self._routes.find(visit.path)
        request = arriving(scope, route)
        chosen: Faults = ()
        scene = NOTHING_STAGED
        try:
            hosts.require_known(scope["headers"], scope.get("http_version", "1.1"), self.names)
            if self._theatre is not None and self._settings.control and control.is_meant(visit.path):
                reply = await control.answer(visit.path, request, receive, self._theatre, self._service)
                return Exchange(request, reply)
            if route is None and (own := self._own.reply(request, visit.path)):
                return Exchange(request, own)
            chosen = self._chosen(request)
            if route is not None and (deletion := lenient.deletion(request, route, self._service)):
                return Exchange(request, deletion)
            if route is None or not request.operation:
                return Exchange(request, unrouted(request, route, scope["path"], self._routes, self._settings), chosen)
            request = await self._admitted(request, chosen, receive)
            request = lenient.taken(request, self._judged, self._settings)
            scene = self._scene(request)
            if scene.rules:
                chosen = (*chosen, *(fault for fault in scene.faults if fault.concerns(request)))
            return Exchange(request, self._answered(request, chosen, scene), chosen, scene)
        except ClientGone:
            raise
        except Exception as error:
            return Exchange(request, refused(error, request), chosen, scene)

    def _judged(self, request: Request) -> Request:
        gates.pass_through(gates.WITH_THE_BODY, request, self._service)
        return request

    def _scene(self, request: Request) -> Scene:
        return NOTHING_STAGED if self._theatre is None else self._theatre.scene(request, sayable(request.operation))

    def _noted(self, exchange: Exchange, send: Send) -> Send:
        """The same way out, watched by the journal where one is kept."""
        if self._theatre is None or not self._theatre.is_controlled or not exchange.request.operation:
            return send
        ids = tuple(fault.id for fault in exchange.faults)
        entry = self._theatre.note(exchange.request, exchange.reply, exchange.scene, ids)
        return watched(send, entry, is_whole=exchange.reply.wire.cut_after is None)

    def _asked_about(self, request: Request) -> str | None:
        """The beginning of the ids of those faults of which the client wants to know whether they would change this."""
        asked = self._asked(request)
        return asked.removeprefix(EVERY) if asked.startswith(EVERY) and "," not in asked else None

    def _asked(self, request: Request) -> str:
        return request.headers.get(FAULT_HEADER, "") if self._settings.allow_fault_header else ""

    def _chosen(self, request: Request) -> Faults:
        """Those that the request asks for, in place of those from the start; of either, those that concern it."""
        if self._asked_about(request) is not None:
            return ()
        asked = self._asked(request)
        try:
            chosen = by_header(asked) if asked else self._faults
        except FaultError as error:
            raise Refusal(400, str(error), code="invalid_value", param=FAULT_HEADER) from None
        return tuple(fault for fault in chosen if fault.concerns(request))

    async def _admitted(self, request: Request, chosen: Faults, receive: Receive) -> Request:
        """The request with its body, read once the key is known; faults that change requests see it before."""
        changing = at(("request",), chosen)
        if not changing:
            gates.pass_through(gates.BEFORE_THE_BODY, request, self._service)
            return await with_body(request, receive, self._settings)
        changed = await with_body(request, receive, self._settings)
        for fault in changing:
            changed = fault.function(changed) or changed
        gates.pass_through(gates.BEFORE_THE_BODY, changed, self._service)
        return changed

    def _answered(self, request: Request, chosen: Faults, scene: Scene) -> Reply:
        for fault in at(("answer",), chosen):
            instead: Reply | None = fault.function(request)
            if instead is not None:
                return instead
        handler = self._handlers[request.operation]
        attempt = partial(lenient.taken, attempt=lambda taken: handler(taken, self._service), settings=self._settings)
        return scene.play(request, attempt)


def from_the_start(settings: Settings) -> Faults:
    try:
        named = [settings.fault] if isinstance(settings.fault, str) else settings.fault
        return faults.chosen([*named, *(id for id in faults_of(settings.like) if id not in named)])
    except FaultError as error:
        raise SettingsError(str(error)) from None


def scripted(settings: Settings) -> Theatre | None:
    if not settings.control and settings.script is None:
        return None
    try:
        return Theatre(settings.script, is_controlled=settings.control)
    except ScriptError as error:
        raise SettingsError(str(error)) from None


def by_header(asked: str) -> Faults:
    if EVERY in asked:
        raise FaultError(f"{EVERY} asks which faults would change an answer; expected it alone, found {asked!r}")
    return faults.chosen(asked)


def at(stages: tuple[Stage, ...], chosen: Faults) -> list[Fault]:
    return [fault for fault in chosen if fault.stage in stages]


def refused(error: Exception, request: Request) -> Reply:
    """A refusal as it says; any other error is a failure of ours."""
    refusal = error if isinstance(error, Refusal) else failed(error, f"{request.method} {request.path}")
    return refusal.reply(request)


def broken(reply: Reply, chosen: Faults) -> Reply:
    """What the faults make of it, each of what the one before left."""
    request, breaking = reply.request, at(AFTER_THE_HANDLER, chosen)
    for number, fault in enumerate(breaking):
        try:
            reply = fault.function(reply) or reply
            if reply.frames is None:
                reply.content()  # what cannot be encoded shows here, while an envelope can still be sent
        except Exception as error:
            before = "".join(f", after {earlier.id}," for earlier in breaking[:number])
            return failed(error, f"the fault {fault.id}{before}").reply(request)
    return reply
