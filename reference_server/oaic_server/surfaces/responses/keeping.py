"""How a response that is kept comes along: as its events are sent, or each time somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.state.kept import Event, KeptResponse, copied
from oaic_server.state.service import Service
from oaic_server.surfaces.items import keep
from oaic_server.surfaces.responses.events import ENDS, events
from oaic_server.surfaces.responses.plan import Plan, plan
from oaic_server.surfaces.responses.situation import Situation


def kept(planned: Plan, given: Situation, service: Service) -> KeptResponse:
    """On the shelf from now on, unless it is not to be stored."""
    response = KeptResponse(given.items, given.own, given.conversation, lambda: events(planned))
    response.tell(planned.frame)
    if planned.frame["store"]:
        service.responses.put(planned.frame["id"], response)
        keep(given.own, service)
    return response


def followed(response: KeptResponse, service: Service) -> Iterator[Event]:
    """Its events, with what is kept of it following them until it is cancelled."""
    for event in response.events():
        if response.is_under_way and event.get("response", {}).get("status", response.status) != response.status:
            response.tell(event["response"])
            if event["type"] in ENDS:
                settle(response, service)
        yield event


def settle(response: KeptResponse, service: Service) -> None:
    """What it said can be referred to, and is part of its conversation."""
    told = response.response
    if told["store"]:
        keep(told["output"], service)
    if response.conversation and told["status"] != "failed":
        response.conversation.add([*response.asked, *copied(told["output"])])


def advance(response: KeptResponse, service: Service) -> None:
    """Who asks for what is under way finds it one step further: no clock runs here."""
    if response.status == "queued":
        response.tell({**response.response, "status": "in_progress"})
    elif response.status == "in_progress":
        for _ in followed(response, service):
            pass


def cancel(response: KeptResponse) -> None:
    standing = response.response
    if not standing["background"]:
        raise Refusal(400, "Only a response that is made in the background can be cancelled.")
    if response.is_under_way:
        response.tell({**standing, "status": "cancelled"})


def known(id: str, service: Service) -> KeptResponse:
    found = service.responses.get(id)
    if found is None and service.settings.lenient:
        return made_up(id, service)
    if found is None:
        raise Refusal(404, f"There is no response {id!r}; it is not kept where store is false.")
    return found


def made_up(id: str, service: Service) -> KeptResponse:
    """An answer to nothing, made in the background and finished, so that whatever an id is asked for can be done."""
    given = Situation((), ())
    planned = plan({"model": service.settings.models[0], "background": True}, given, service)
    response = kept(replace(planned, frame={**planned.frame, "id": id}), given, service)
    for _ in followed(response, service):
        pass
    return response


def deletion(id: str) -> dict[str, Any]:
    return {"id": id, "object": "response", "deleted": True}
