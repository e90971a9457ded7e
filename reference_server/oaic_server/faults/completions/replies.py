"""What faults of completions change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.parrot import prompts


def holds_ids(request: Request) -> bool:
    return any(prompts.is_ids(one) for one in prompts.each(request.body.get("prompt")))


def changed(request: Request, **members: Any) -> Request:
    """A plain request with other members; what streams has faults of its own."""
    return request if request.stream or not request.members else replace(request, body={**request.body, **members})


def refuse_if(request: Request, unwanted: bool, status: int = 422) -> None:
    if unwanted and not request.stream:
        raise Refusal(status, "The request could not be processed.")
