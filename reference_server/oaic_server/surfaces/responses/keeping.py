"""How a response that is kept comes along: as its events are sent, or each time somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from oaic_server.answering.keeping.items import keep
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.kept import Event, KeptResponse, copied
from oaic_server.state.service import Service
from oaic_server.surfaces.responses.events import ENDS, events
from oaic_server.surfaces.responses.plan import Plan, plan
from oaic_server.surfaces.responses.situation import Situation


def kept(planned: Plan, given: Situation, service: Service) -> KeptResponse:
    """On the shelf from now on, unless it is not to be stored."""
    conversation = given.conversation.id if given.conversation else None
    response = KeptResponse(given.items, given.own, conversation, lambda: events(planned))
    response.tell(planned.frame)
    if planned.frame["store"]:
        with service.store.together():
            service.responses.put(planned.frame["id"], response)
            keep(given.own, service)
    return response


def tell(response: KeptResponse, told: dict[str, Any], service: Service) -> None:
    """What it says from now on; one that is not kept, or not any more, stays so."""
    response.tell(told)
    service.responses.update(told["id"], response)


def followed(response: KeptResponse, service: Service) -> Iterator[Event]:
    """Its events, with what is kept of it following them until it is cancelled."""
    for event in response.events():
        if response.is_under_way and event.get("response", {}).get("status", response.status) != response.status:
            with service.store.together():
                if not overtaken(response, service):
                    tell(response, event["response"], service)
                    if event["type"] in ENDS:
                        settle(response, service)
        yield event


def overtaken(response: KeptResponse, service: Service) -> bool:
    """Whether it has come to its end elsewhere: another worker has cancelled it, or followed it first."""
    standing = service.responses.get(response.response["id"])
    if standing is None or standing.is_under_way:
        return False
    response.tell(standing.response)
    return True


def settle(response: KeptResponse, service: Service) -> None:
    """What it said can be referred to, and is part of its conversation."""
    told = response.response
    if told["store"]:
        keep(told["output"], service)
    conversation = service.conversations.get(response.conversation) if response.conversation else None
    if conversation and told["status"] != "failed":
        conversation.add([*response.asked, *copied(told["output"])])
        service.conversations.update(conversation.id, conversation)


def advance(response: KeptResponse, service: Service) -> None:
    """Who asks for what is under way finds it one step further: no clock runs here."""
    if response.status == "queued":
        tell(response, {**response.response, "status": "in_progress"}, service)
    elif response.status == "in_progress":
        for _ in followed(response, service):
            pass


def cancel(response: KeptResponse, service: Service) -> None:
    standing = response.response
    if not standing["background"]:
        raise Refusal(400, "Only a response that is made in the background can be cancelled.")
    if response.is_under_way:
        tell(response, {**standing, "status": "cancelled"}, service)


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
