"""What a request passes on its way to a handler; each gate lets it by or refuses it."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from oaic_spec import Schema, contract, is_form

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import JSON
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service
from oaic_server.surfaces.index import require_contract, require_rules

Gate = Callable[[Request, Service], None]
CHALLENGE = (("www-authenticate", 'Bearer realm="oaic"'),)  # RFC 9110, 15.5.2: a 401 carries one


def key(request: Request, service: Service) -> None:
    known = service.settings.asked_keys
    if not known or is_open(request):
        return
    given = request.key
    if not given:
        raise Refusal(401, "No API key; expected the header `Authorization: Bearer KEY`.", headers=CHALLENGE)
    if not any(hmac.compare_digest(given.encode(), one.encode()) for one in known):
        message = "The API key is not one of this server's."
        raise Refusal(401, message, code="invalid_api_key", headers=CHALLENGE)


def rate(request: Request, service: Service) -> None:
    """What needs no key counts for none: a probe of health uses nothing up, and is never told to wait."""
    if not is_open(request):
        service.budgets.admit(request)


def media_type(request: Request, service: Service) -> None:
    operation = contract().operations[request.operation]
    if not expects_body(request) or operation.reads_any:
        return
    sent = request.headers.get("content-type")
    if (JSON if sent is None else sent.partition(";")[0].strip().lower()) not in operation.takes:
        message = f"Content-Type: expected {' or '.join(operation.takes)}, found {sent or 'nothing'}"
        raise Refusal(415, message, code="unsupported_content_type")


def json(request: Request, service: Service) -> None:
    if request.malformed is not None:
        raise Refusal(400, f"The body {request.malformed}.")


def schema(request: Request, service: Service) -> None:
    require_contract(request, service, form_of(request) or contract().operations[request.operation].request)


def meaning(request: Request, service: Service) -> None:
    if expects_body(request):
        require_rules(request, service)


BEFORE_THE_BODY: tuple[Gate, ...] = (key, rate, media_type)
WITH_THE_BODY: tuple[Gate, ...] = (json, schema, meaning)


def is_open(request: Request) -> bool:
    operation = contract().operations.get(request.operation)
    return operation is not None and operation.is_open


def expects_body(request: Request) -> bool:
    return contract().operations[request.operation].request is not None


def form_of(request: Request) -> Schema | None:
    """What a form must be, where one was sent and is taken."""
    form = contract().operations[request.operation].form
    return form if form and is_form(request.headers.get("content-type")) else None


def pass_through(gates: tuple[Gate, ...], request: Request, service: Service) -> None:
    for gate in gates:
        if gate.__name__ not in request.excused:
            gate(request, service)
