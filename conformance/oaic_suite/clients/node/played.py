"""A scenario played in Node: what the application was given or met with, beside the bytes."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from oaic_spec import contract

from oaic_suite.asking.bounds.room import TooLarge
from oaic_suite.asking.form import Attachment
from oaic_suite.asking.partial import Partial
from oaic_suite.asking.target import Target
from oaic_suite.clients.node.installation import NodeError
from oaic_suite.clients.node.runner import another, runner
from oaic_suite.clients.testimony import TOO_MUCH, Heard, Raised
from oaic_suite.evidence.arrivals import MOST_PIECES
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.portions import weight
from oaic_suite.evidence.unsettled import NotEstablished

Json = dict[str, Any]
MEMBERS = ("type", "code", "param")
SILENT: tuple[Any, ...] = (None, ABSENT, "", [], {})


def play(target: Target, scenario: str, body: Json, *, api_key: str | None = None) -> Heard:
    """What becomes of a scenario that should be answered."""
    told, exchanges = run(target, scenario, body, api_key)
    return Heard(exchanges, value_of(told.get("gave") or {}), raised(told, target))


def play_refused(target: Target, scenario: str, body: Json, *, api_key: str | None = None) -> Heard:
    """What becomes of one that should be refused: what is given is the exception that stands for it."""
    told, exchanges = run(target, scenario, body, api_key)
    error = told.get("raised") or {"class": "no exception"}
    if error.get("status") is None and "gave" not in told:
        return Heard(exchanges, {}, raised(told, target))
    members = {name: error.get(name) for name in MEMBERS}
    return Heard(exchanges, {"class": error["class"], "error": members})


def run(target: Target, scenario: str, body: Json, api_key: str | None) -> tuple[Json, tuple[Exchange, ...]]:
    where = {"base_url": target.base_url, "headers": dict(target.extra_headers)}
    key = api_key or target.api_key or "none"
    seconds, sent = target.client.deadlines.total, told_of(body)
    playing = runner(target.client.verify)
    try:
        with target.lent():
            told = playing.ask("openai", scenario, sent, seconds, target.client.stock.rooms, api_key=key, **where)
    except (NodeError, OSError) as ended:
        another()
        raise NotEstablished(f"the client in Node came to no end, and was ended: {ended}") from None
    exchanges = tuple(target.overhears(kept(target, record)) for record in told["exchanges"])
    if not target.client.stock.holds(weight(told.get("gave"))):
        raise NotEstablished(TOO_MUCH)
    return told, exchanges


def raised(told: Json, target: Target) -> Raised | None:
    if told.get("hung"):
        return Raised("Silence", "the application", f"nothing came of it in {target.client.deadlines.total:g} s")
    error = told.get("raised")
    return Raised(error["class"], error["at"], error["says"]) if error else None


def told_of(body: Json) -> Json:
    """A body whose files are told by their name and, in base64, what they hold."""
    return {name: file_of(each) if isinstance(each, Attachment) else each for name, each in body.items()}


def file_of(sent: Attachment) -> Json:
    return {"name": str(sent), "base64": b64encode(sent.content).decode(), "type": sent.media_type}


def operation_of(target: Target, method: str, url: str) -> str | None:
    operation = contract().operation_at(method, url.removeprefix(target.base_url).partition("?")[0])
    return operation.id if operation else None


def kept(target: Target, record: Json) -> Exchange:
    """An exchange that Node kept, with secrets taken out as from any other."""
    sent, client = record["request"], target.client
    content = None if sent["body"] is None else b64decode(sent["body"])
    operation = operation_of(target, sent["method"], sent["url"])
    request = Request(sent["method"], sent["url"], pairs(sent["headers"]), content, operation)
    partial = Partial(client.deadlines, request, client.stock, body=bytearray(b64decode(record["body"])))
    partial.begin(record["status"], "", pairs(record["headers"]))
    for at, size in record["arrivals"][:MOST_PIECES]:
        partial.arrivals.note(at, size)
    ended, note = record["ended"], record["note"]
    try:
        partial.end()
    except TooLarge as enough:
        ended, note = "too_large", str(enough)
    return partial.exchange(client.number(target.prefix), ended, note, client.redactor)


def pairs(headers: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in headers)


def value_of(value: Any) -> Any:
    """The same without members that say nothing: JavaScript has three words for them."""
    if isinstance(value, Mapping):
        known = {name: value_of(member) for name, member in value.items()}
        return {name: member for name, member in known.items() if member not in SILENT}
    return [value_of(item) for item in value] if isinstance(value, list | tuple) else value
