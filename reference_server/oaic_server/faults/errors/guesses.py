"""Wrong requests that are answered as if they had been meant otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT

GREETING = {"role": "user", "content": "Say hello."}


ANY_MODEL = "parrot-1"


def guess(id: str) -> Callable[[Callable[[Request], Request | None]], Callable[[Request], Request | None]]:
    return fault(id, stage="request", on=CHAT)


def with_body(request: Request, body: Any) -> Request:
    return replace(request, body=body, malformed=None)


def mended(request: Request, **changes: Any) -> Request | None:
    return with_body(request, request.body | changes) if isinstance(request.body, dict) else None


def at_least(request: Request, name: str, low: int) -> Request | None:
    found = request.members.get(name)
    return mended(request, **{name: low}) if isinstance(found, int) and found < low else None


def respoken(request: Request, change: Callable[[Any], Any], kind: type = dict) -> Request | None:
    """With every message of that type changed."""
    messages = request.members.get("messages")
    if not isinstance(messages, list):
        return None
    return mended(request, messages=[change(one) if isinstance(one, kind) else one for one in messages])


def worded(message: dict[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    return message | {"content": change(message["content"])} if "content" in message else message
