"""Wrong formats that are answered as if they had been meant otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT

Mend = Callable[[Any], Any]


def format_of(request: Request) -> Any:
    return request.members.get("response_format")


def definition_of(request: Request) -> dict[str, Any] | None:
    asked = format_of(request)
    told = asked.get("json_schema") if isinstance(asked, dict) else None
    return told if isinstance(told, dict) else None


def with_format(request: Request, asked: Any) -> Request:
    return replace(request, body=request.body | {"response_format": asked})


def redefined(request: Request, **members: Any) -> Request:
    return with_format(request, format_of(request) | {"json_schema": (definition_of(request) or {}) | members})


def guess(id: str) -> Callable[[Callable[[Request], Request | None]], Callable[[Request], Request | None]]:
    return fault(id, stage="request", on=CHAT)
