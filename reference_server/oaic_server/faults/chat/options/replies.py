"""Where faults of options apply: what is refused, and what is passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.faults.chat.replies import asks_for_text, is_to_be_kept


def refuse(request: Request, unwanted: Any) -> None:
    for name, value in request.body.items():
        if unwanted(name, value):
            raise Refusal(422, f"{name}: extra inputs are not permitted", code="extra_forbidden", param=name)


def refuse_unstreamed(request: Request, unwanted: Any) -> None:
    """In plain requests, but for those that are to be kept: what would be kept is another matter."""
    if not request.stream and not is_to_be_kept(request):
        refuse(request, unwanted)


def without(request: Request, name: str, valid: Callable[[Any], bool]) -> Request:
    """A plain request without a member that it may have; what it may not have is refused as ever."""
    if not asks_for_text(request) or not valid(request.body.get(name)):
        return request
    return replace(request, body={key: value for key, value in request.body.items() if key != name})
