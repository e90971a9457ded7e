"""The models a server lists, read from whatever it sent."""

from __future__ import annotations

import json

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.shown.printable import utf8_carries

LONGEST_ID = 1000
STEPS = (".", "..")  # in a path they are no name


def first_id(exchange: Exchange) -> str | None:
    """The first thing that looks like a model's id in whatever /models sent."""
    return next(iter(ids(exchange)), None)


def ids(exchange: Exchange) -> list[str]:
    """Everything that looks like a model's id, in the order it was sent."""
    try:
        body = json.loads(exchange.body)
    except (ValueError, RecursionError):
        return []
    entries = body.get("data", body.get("models")) if isinstance(body, dict) else body
    found = [id_of(entry) for entry in entries] if isinstance(entries, list) else []
    return [name for name in found if name is not None]


def id_of(entry: object) -> str | None:
    names = [entry.get("id"), entry.get("name"), entry.get("model")] if isinstance(entry, dict) else [entry]
    return next((name for name in names if isinstance(name, str) and usable_id(name)), None)


def usable_id(name: str) -> bool:
    """Whether a request can carry it, in its path too."""
    return 0 < len(name) <= LONGEST_ID and name not in STEPS and utf8_carries(name)
