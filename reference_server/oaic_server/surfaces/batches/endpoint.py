"""Batches: made from a file, told as they stand, cancelled."""

from __future__ import annotations

from typing import Any

import orjson

from oaic_server.answering.keeping.filing import kept_file
from oaic_server.answering.keeping.paging import page
from oaic_server.answering.keeping.query import query
from oaic_server.exchange.complaint import INVALID_VALUE
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.batches import KeptBatch
from oaic_server.state.service import Service
from oaic_server.surfaces.batches.asking import endpoints
from oaic_server.surfaces.batches.progress import CANCELLABLE, advanced, takes_long

PURPOSE = "batch"
DATES = ("in_progress", "finalizing", "completed", "failed", "expired", "cancelling", "cancelled")
NO_USAGE = {
    "input_tokens": 0,
    "input_tokens_details": {"cached_tokens": 0},
    "output_tokens": 0,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 0,
}


def create_batch(request: Request, service: Service) -> Reply:
    body = request.body
    require_served(body["endpoint"])
    require_for_batches(body["input_file_id"], service)
    batch = KeptBatch(orjson.dumps(begun(body, service)))
    service.batches.put(batch.resource["id"], batch)
    return told(request, batch)


def list_batches(request: Request, service: Service) -> Reply:
    asked = query(request)
    return Reply.json(request, page([batch.resource for batch in service.batches.all()], asked))


def retrieve_batch(request: Request, service: Service) -> Reply:
    """Who asks for a batch that is under way finds it one step further: no clock runs here.

    What takes long is done before the store is held, so that other workers go on; where one of them was quicker with
    the same step, that counts.
    """
    id = request.parameters["batch_id"]
    found = known(id, service)
    further = advanced(found, service) if takes_long(found, service) else None
    with service.store.together():
        batch = known(id, service)
        if batch == found:
            batch = further or advanced(batch, service)
            service.batches.update(id, batch)
    return told(request, batch)


def cancel_batch(request: Request, service: Service) -> Reply:
    id = request.parameters["batch_id"]
    with service.store.together():
        batch = stopped(known(id, service), service)
        service.batches.update(id, batch)
    return told(request, batch)


def stopped(batch: KeptBatch, service: Service) -> KeptBatch:
    if batch.status in CANCELLABLE:
        return batch.telling(status="cancelling", cancelling_at=service.identity.created())
    if batch.status in ("cancelling", "cancelled"):
        return batch
    message = f"The batch is {batch.status}: there is nothing to cancel."
    service.refuse_unless_lenient(Refusal(409, message, code="batch_not_cancellable"))
    return batch


def told(request: Request, batch: KeptBatch) -> Reply:
    resource = batch.resource
    resource.pop("output_expires_after", None)
    return Reply.json(request, resource)


def known(id: str, service: Service) -> KeptBatch:
    found = service.batches.get(id)
    if found is None and service.settings.lenient:
        return made_up(id, service)
    if found is None:
        raise Refusal(404, f"There is no batch {id!r}.", param="batch_id")
    return found


def made_up(id: str, service: Service) -> KeptBatch:
    """One that was just begun, of a file that nobody sent."""
    body = {"endpoint": next(iter(endpoints())), "input_file_id": id, "completion_window": "24h"}
    batch = KeptBatch(orjson.dumps({**begun(body, service), "id": id}))
    service.batches.put(id, batch)
    return batch


def require_served(endpoint: str) -> None:
    if endpoint not in endpoints():
        message = f"endpoint: expected one of {', '.join(endpoints())}, found {endpoint}"
        raise Refusal(400, message, code=INVALID_VALUE, param="endpoint")


def require_for_batches(file_id: str, service: Service) -> None:
    file, param = kept_file(file_id, service), "input_file_id"
    if file is None:
        raise Refusal(400, f"{param}: there is no file {file_id!r}", code=INVALID_VALUE, param=param)
    if file.purpose != PURPOSE:
        message = f"{param}: expected a file with the purpose {PURPOSE!r}, found {file.purpose!r}"
        service.refuse_unless_lenient(Refusal(400, message, code=INVALID_VALUE, param=param))


def begun(body: dict[str, Any], service: Service) -> dict[str, Any]:
    created = service.identity.created()
    return {
        "id": service.identity.id("batch_"),
        "object": "batch",
        "endpoint": body["endpoint"],
        "model": None,
        "errors": None,
        "input_file_id": body["input_file_id"],
        "completion_window": body["completion_window"],
        "status": "validating",
        "output_file_id": None,
        "error_file_id": None,
        "created_at": created,
        "expires_at": created + service.settings.batch_seconds,
        **{f"{status}_at": None for status in DATES},
        "request_counts": {"total": 0, "completed": 0, "failed": 0},
        "usage": NO_USAGE,
        "metadata": body.get("metadata"),
        "output_expires_after": body.get("output_expires_after"),
    }
