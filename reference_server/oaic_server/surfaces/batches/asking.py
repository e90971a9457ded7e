"""A request of a batch, asked as if it had come by itself."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from oaic_spec import contract

from oaic_server.exchange.failure import failed
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service
from oaic_server.surfaces.index import handlers, require_contract, require_rules

BEGINNING = "/v1"


@cache
def endpoints() -> dict[str, str]:
    """Where the requests of a batch may be sent, and which operation that is: what the contract has in JSON."""
    urls = contract().schema("CreateBatchRequest").definition["properties"]["endpoint"]["enum"]
    found = {url: contract().operation_at("POST", url.removeprefix(BEGINNING)) for url in urls}
    return {url: operation.id for url, operation in found.items() if operation and operation.request}


def asked(line: dict[str, Any], service: Service) -> dict[str, Any]:
    """What comes of a line, as a line."""
    request = Request(endpoints()[line["url"]], "POST", line["url"].removeprefix(BEGINNING), body=line["body"])
    reply = answered(request, service)
    response = {
        "status_code": reply.status,
        "request_id": service.identity.id("req_"),
        "body": orjson.loads(reply.content()),
    }
    return outcome(line, service, response, None)


def not_asked(line: dict[str, Any], service: Service) -> dict[str, Any]:
    """What is told of a line for which there was no time left."""
    message = "This request could not be asked before the batch expired."
    return outcome(line, service, None, {"code": "batch_expired", "message": message})


def outcome(line: dict[str, Any], service: Service, response: Any, error: Any) -> dict[str, Any]:
    id = service.identity.id("batch_req_")
    return {"id": id, "custom_id": line["custom_id"], "response": response, "error": error}


def answered(request: Request, service: Service) -> Reply:
    try:
        require_askable(request, service)
        reply = handlers([request.operation])[request.operation](request, service.unlimited())
        reply.body = reply.content()  # what cannot be encoded shows here, where one line fails and not the batch
        return reply
    except Exception as error:
        refusal = error if isinstance(error, Refusal) else failed(error, f"a line of a batch, {request.path}")
        return refusal.reply(request)


def require_askable(request: Request, service: Service) -> None:
    if request.stream:
        raise Refusal(400, "stream: the requests of a batch are answered whole", param="stream")
    require_contract(request, service, contract().operations[request.operation].request)
    require_rules(request, service)
