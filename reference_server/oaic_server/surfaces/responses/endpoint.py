"""Responses: a stream of events, its fold, or what is kept of either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from oaic_server.answering.cost import ITEM, Work, readable
from oaic_server.answering.keeping.items import forget
from oaic_server.answering.keeping.paging import page
from oaic_server.answering.keeping.query import query
from oaic_server.exchange.failure import failed
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.state.kept import Event, Item, copied
from oaic_server.state.service import Service
from oaic_server.surfaces.responses.compaction import compacted
from oaic_server.surfaces.responses.events import fold
from oaic_server.surfaces.responses.keeping import advance, cancel, deletion, followed, kept, known
from oaic_server.surfaces.responses.plan import plan, usage
from oaic_server.surfaces.responses.prompt import heard, input_tokens
from oaic_server.surfaces.responses.situation import situation

SAYS = {"createResponse": frozenset({"text", "refusal", "value", "calls"})}


def create_response(request: Request, service: Service) -> Reply:
    given = situation(request.body, service)
    planned = plan(request.body, given, service, request.line)
    service.charge(request, planned.total_tokens)
    response = kept(planned, given, service)
    if request.stream:
        return streamed(request, followed(response, service), service)
    if request.body.get("background"):
        return Reply.json(request, response.response)
    return Reply.json(request, fold(followed(response, service)))


def get_response(request: Request, service: Service) -> Reply:
    asked = query(request)
    response = known(request.parameters["response_id"], service)
    if not asked.get("stream"):
        advance(response, service)
        return Reply.json(request, response.response)
    if response.status == "cancelled":
        raise Refusal(400, "The response was cancelled: nothing more comes of it.", param="stream")
    after = asked.get("starting_after", -1)
    rest = (event for event in followed(response, service) if event["sequence_number"] > after)
    return streamed(request, rest, service)


def delete_response(request: Request, service: Service) -> Reply:
    id = request.parameters["response_id"]
    response = known(id, service)
    with service.store.together():
        forget([*response.asked, *response.response["output"]], service)
        service.responses.drop(id)
    return Reply.json(request, deletion(id))


def cancel_response(request: Request, service: Service) -> Reply:
    with service.store.together():
        response = known(request.parameters["response_id"], service)
        cancel(response, service)
    return Reply.json(request, response.response)


def list_input_items(request: Request, service: Service) -> Reply:
    asked = query(request)
    response = known(request.parameters["response_id"], service)
    return Reply.json(request, copied(page(response.heard, asked)))


def count_input_tokens(request: Request, service: Service) -> Reply:
    counted = read(request.body, situation(request.body, service).items, service)
    return Reply.json(request, {"object": "response.input_tokens", "input_tokens": counted})


def read(body: dict[str, Any], items: Sequence[Item], service: Service) -> int:
    """How many tokens that is, where it is not too many to be counted."""
    work, counted = Work(service.settings.work_limit, "input"), input_tokens(body, items, readable(service.settings))
    work.spend(len(items), ITEM)
    work.read(counted)
    return counted


def compact_response(request: Request, service: Service) -> Reply:
    """What the user said stays as it is, and one item stands for all the rest."""
    items = situation(request.body, service).items
    cost = usage(read(request.body, items, service), 0, 0)
    summary = compacted(service.identity.id("cmp_"), heard(items))
    left = [] if service.settings.sdk_types else [item for item in items if item.get("role") == "user"]
    service.charge(request, cost["total_tokens"])
    return Reply.json(
        request,
        {
            "id": service.identity.id("resp_"),
            "object": "response.compaction",
            "created_at": service.identity.created(),
            "output": copied([*left, summary]),
            "usage": cost,
        },
    )


# --- as a stream -----------------------------------------------------------------------------------------


def streamed(request: Request, events: Iterable[Event], service: Service) -> Reply:
    return Reply.events(request, frames(events, service.settings.token_delay))


def frames(events: Iterable[Event], delay: float) -> Iterator[Frame]:
    number = -1
    try:
        for event in events:
            yield Frame(event, event["type"], delay=delay if number >= 0 else 0.0)
            number = event["sequence_number"]
    except Exception as error:
        yield failure(failed(error, "making a stream"), number + 1)


def failure(refusal: Refusal, number: int) -> Frame:
    """Told in an envelope, as the service does, and flat, as it is described: clients read one or the other."""
    told = {"code": refusal.code, "message": refusal.message, "param": refusal.param}
    return Frame({"type": "error", "sequence_number": number, **told, **refusal.envelope()}, "error")
