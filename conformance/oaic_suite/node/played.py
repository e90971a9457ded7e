"""A scenario played in Node: what the application was given or met with, and the exchanges it took."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_suite.evidence import TOO_MANY
from oaic_suite.exchange import Arrival, Exchange, Request
from oaic_suite.judge import exchanges_of
from oaic_suite.node.runner import runner
from oaic_suite.place import ABSENT, Finding, Place, visit
from oaic_suite.target import Target
from oaic_suite.verdict import NotEstablished

Json = dict[str, Any]
# What the SDK raises when a model was cut short: no fault of the server's.
MODELS_DOING = ("LengthFinishReasonError", "ContentFilterFinishReasonError")
SHOWN = 160  # characters of a value in a finding


@dataclass(frozen=True)
class Played:
    gave: Json | None
    raised: Json | None
    exchanges: tuple[Exchange, ...]

    @property
    def last(self) -> Exchange:
        if not self.exchanges:
            raise NotEstablished(f"nothing was asked: {self.trouble}")
        return self.exchanges[-1]

    @property
    def trouble(self) -> str | None:
        """How it failed, if it did: what was raised and where, or that nothing ever came."""
        if self.raised:
            return f"{self.raised['class']} in {self.raised['at']}: {self.raised['says']}"
        return None if self.gave is not None else "no result within the time an answer may take"

    @property
    def raises(self) -> str:
        """The class of the exception that was raised."""
        self.require_settled()
        visit(Place(self.last.id))
        return str(self.raised["class"]) if self.raised else "no exception"

    def carries(self, name: str) -> Any:
        """A member of the exception that a refusal was raised as, or ABSENT."""
        self.require_settled()
        visit(Place(self.last.id))
        if self.raised is None or self.raised["status"] is None:
            raise NotEstablished(f"no refusal was raised: {self.trouble or 'the request was answered'}")
        return ABSENT if self.raised[name] is None else self.raised[name]

    def require_settled(self) -> None:
        if any(exchange.status == TOO_MANY for exchange in self.exchanges):
            raise NotEstablished("the server limits the rate of requests (429)", "rate-limited")
        if self.raised and self.raised["class"] in MODELS_DOING:
            raise NotEstablished(str(self.raised["says"]))


def play(
    target: Target, operation: str, scenario: str, body: Json, *, api_key: str | None = None, client: str = "openai"
) -> Played:
    seconds = target.client.deadlines.total
    where = {"base_url": target.base_url, "headers": dict(target.extra_headers), "deadline": seconds}
    told = runner().ask(client, scenario, body, api_key=api_key or target.api_key or "none", **where)
    exchanges = tuple(kept(target, operation, record) for record in told["exchanges"])
    for exchange in exchanges:
        target.log(exchange)
    return Played(told.get("gave"), told.get("raised"), exchanges)


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


@exchanges_of.register
def _(value: Played) -> Iterator[Exchange]:
    yield from value.exchanges


# --- judging ---------------------------------------------------------------------------------------------


def misread(played: Played, held: Callable[[Played], Json]) -> list[Finding]:
    """That the application met with an exception, or was given something else than the bytes hold."""
    played.require_settled()
    place = Place(played.last.id)
    if played.gave is None:
        return [Finding(place, "a result", str(played.trouble))]
    return list(differences(place, told(played.gave), told(held(played))))


def differences(place: Place, given: Json, held: Json) -> Iterator[Finding]:
    for name in sorted({*given, *held}):
        seen, wanted = given.get(name), held.get(name)
        if seen != wanted:
            yield Finding(place, f"{name}: {clipped(wanted)}, as the bytes hold", f"{name}: {clipped(seen)}")


def told(value: Any) -> Any:
    """The same without members that say nothing: JavaScript has three words for them."""
    if isinstance(value, Mapping):
        known = {name: told(member) for name, member in value.items()}
        return {name: member for name, member in known.items() if member not in SILENT}
    return [told(item) for item in value] if isinstance(value, list | tuple) else value


SILENT: tuple[Any, ...] = (None, ABSENT, "", [], {})


def clipped(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
