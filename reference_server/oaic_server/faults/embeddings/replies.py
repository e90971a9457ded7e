"""The entries and vectors of an answer, as faults change them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot import prompts
from oaic_server.parrot.vector import Vector, as_base64, unpacked

USUAL = 256  # components of a vector when nothing is said


def entries(reply: Reply) -> list[Any]:
    found: list[Any] = reply.body["data"]
    return found


def answered_entries(reply: Reply) -> list[Any]:
    return [] if reply.is_error else entries(reply)


def changed(request: Request, **members: Any) -> Request:
    return replace(request, body={**request.body, **members}) if isinstance(request.body, dict) else request


def holds_ids(request: Request) -> bool:
    return any(prompts.is_ids(one) for one in prompts.each(request.body["input"]))


def refuse_unless(request: Request, fine: bool, status: int = 422) -> None:
    if not fine:
        raise Refusal(status, "The request could not be processed.")


def numbers(embedding: Any) -> Vector:
    return unpacked(base64.b64decode(embedding)) if isinstance(embedding, str) else tuple(embedding)


def respell(reply: Reply, change: Callable[[Vector], Any]) -> None:
    """Other components, in the spelling they had."""
    for entry in answered_entries(reply):
        vector = tuple(change(numbers(entry["embedding"])))
        entry["embedding"] = as_base64(vector) if isinstance(entry["embedding"], str) else list(vector)


def is_many_texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)
