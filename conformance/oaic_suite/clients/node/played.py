"""A scenario played in Node: what the application was given or met with, beside the bytes."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from oaic_suite.asking.target import Target
from oaic_suite.clients.node.runner import runner
from oaic_suite.clients.testimony import Heard, Raised
from oaic_suite.evidence.exchange import Arrival, Exchange, Request
from oaic_suite.evidence.place import ABSENT

Json = dict[str, Any]
MEMBERS = ("type", "code", "param")
SILENT: tuple[Any, ...] = (None, ABSENT, "", [], {})


def play(target: Target, operation: str, scenario: str, body: Json, *, api_key: str | None = None) -> Heard:
    """What becomes of a scenario that should be answered."""
    told, exchanges = run(target, operation, scenario, body, api_key)
    return Heard(exchanges, value_of(told.get("gave") or {}), raised(told, target))


def play_refused(target: Target, operation: str, scenario: str, body: Json, *, api_key: str | None = None) -> Heard:
    """What becomes of one that should be refused: what is given is the exception that stands for it."""
    told, exchanges = run(target, operation, scenario, body, api_key)
    error = told.get("raised") or {"class": "no exception"}
    if error.get("status") is None and "gave" not in told:
        return Heard(exchanges, {}, raised(told, target))
    members = {name: error.get(name) for name in MEMBERS}
    return Heard(exchanges, {"class": error["class"], "error": members})


def run(
    target: Target, operation: str, scenario: str, body: Json, api_key: str | None
) -> tuple[Json, tuple[Exchange, ...]]:
    target.breaker.check()
    where = {"base_url": target.base_url, "headers": dict(target.extra_headers)}
    key = api_key or target.api_key or "none"
    seconds = target.client.deadlines.total
    told = runner().ask("openai", scenario, body, api_key=key, deadline=seconds, **where)
    return told, tuple(target.overhears(kept(target, operation, record)) for record in told["exchanges"])


def raised(told: Json, target: Target) -> Raised | None:
    if told.get("hung"):
        return Raised("Silence", "the application", f"nothing came of it in {target.client.deadlines.total:g} s")
    error = told.get("raised")
    return Raised(error["class"], error["at"], error["says"]) if error else None


def kept(target: Target, operation: str, record: Json) -> Exchange:
    """An exchange that Node kept, with secrets taken out as from any other."""
    redactor, request = target.client.redactor, record["request"]
    body = None if request["body"] is None else request["body"].encode()
    return Exchange(
        target.client.number(target.prefix),
        Request(request["method"], request["url"], redactor.headers(pairs(request["headers"])), body, operation),
        record["status"],
        redactor.headers(pairs(record["headers"])),
        redactor.mask(b64decode(record["body"])),
        tuple(Arrival(at, size) for at, size in record["arrivals"]),
        record["ended"],
        record["note"],
    )


def pairs(headers: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in headers)


def value_of(value: Any) -> Any:
    """The same without members that say nothing: JavaScript has three words for them."""
    if isinstance(value, Mapping):
        known = {name: value_of(member) for name, member in value.items()}
        return {name: member for name, member in known.items() if member not in SILENT}
    return [value_of(item) for item in value] if isinstance(value, list | tuple) else value
