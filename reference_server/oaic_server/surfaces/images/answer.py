"""Pictures as an answer tells them: in base64 or at their address, whole or as they come to be."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot.picture import PLACE, Picture
from oaic_server.state.service import Service
from oaic_server.surfaces.images.wish import Wish

SECURE = "https"


def pictured(request: Request, service: Service, wish: Wish, kind: str) -> Reply:
    """`kind`: how the events of its stream are called."""
    usage = wish.usage(wish.pictures)
    service.charge(request, usage["total_tokens"])
    created = service.identity.created()
    if request.stream:
        return Reply.events(request, events(wish, kind, created, service.settings.token_delay))
    data = [shown(made, request, by_address=wish.by_address) for made in wish.painted()]
    told = {name: value for name, value in wish.told.items() if name != "size" or not service.settings.sdk_types}
    details = {"output_tokens_details": {"text_tokens": 0, "image_tokens": usage["output_tokens"]}}
    return Reply.json(request, {"created": created, **told, "data": data, "usage": usage | details})


def shown(made: Picture, request: Request, *, by_address: bool) -> dict[str, str]:
    return {"url": address(made, request)} if by_address else {"b64_json": base64_of(made)}


def address(made: Picture, request: Request) -> str:
    """On the server as the client calls it, be that a proxy in front of this one."""
    scheme = SECURE if request.headers.get("x-forwarded-proto") == SECURE else "http"
    return f"{scheme}://{request.headers.get('host', 'localhost')}{PLACE}{made.name}"


def events(wish: Wish, kind: str, created: int, delay: float) -> Iterator[Frame]:
    for made in wish.painted():
        common = {"created_at": created, **wish.told}
        for part in range(wish.partial):
            begun = base64_of(made.begun(part + 1, wish.partial + 1))
            yield event(f"{kind}.partial_image", delay, partial_image_index=part, b64_json=begun, **common)
        yield event(f"{kind}.completed", delay, b64_json=base64_of(made), usage=wish.usage(1), **common)


def event(type: str, delay: float, **members: Any) -> Frame:
    return Frame({"type": type, **members}, type, delay)


def base64_of(made: Picture) -> str:
    return base64.b64encode(made.data()).decode()
