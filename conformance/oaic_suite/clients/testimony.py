"""What a client made of the answers it got, beside the bytes of those answers.

A witness: it says nothing that the bytes do not, and shows what becomes of them in the hands of users.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.located import Located, shown, step
from oaic_suite.evidence.place import ABSENT, Finding, Place, visit
from oaic_suite.evidence.stream import RATE_LIMIT
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

TOO_MANY, REFUSED = 429, 400
BUSY = (None, TOO_MANY, 502, 503, 504, 529)
CUT_SHORT = ("LengthFinishReasonError", "ContentFilterFinishReasonError")
TOO_MUCH = "what the client gave is too much to be kept beside the bytes"
Held = Mapping[str, Located | list[Located]]


@dataclass(frozen=True)
class Raised:
    """An exception of the client's: its class, where it was raised, and what it says."""

    kind: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.kind} in {self.where}: {self.says}"


@dataclass(frozen=True, eq=False)
class Heard:
    """`given` has a value for each name under which the bytes hold one."""

    exchanges: tuple[Exchange, ...]
    given: Mapping[str, Any]
    raised: Raised | None = None

    @property
    def exchange(self) -> Exchange:
        """The last one; without any there was nothing to testify to."""
        if not self.exchanges:
            raise LookupError(f"the client sent nothing: {self.raised or 'and did not mind'}")
        return self.exchanges[-1]

    @property
    def place(self) -> Place:
        visit(Place(self.exchange.id))
        return Place(self.exchange.id)

    @property
    def failure(self) -> list[Finding]:
        """That the client raised an exception; a rate limit settles nothing, nor does an answer that is merely late."""
        if self.raised:
            Evidence(self.exchange).require_heard()
        limited = RATE_LIMIT.encode() in self.exchange.body
        if self.exchange.status == TOO_MANY or (self.raised and limited):
            raise NotEstablished("the server limits the rate of requests (429)", "rate-limited")
        if self.raised and self.raised.kind.endswith(CUT_SHORT):
            raise NotEstablished(f"the answer was cut short: {self.raised}")
        return [Finding(self.place, "no exception", str(self.raised))] if self.raised else []

    @property
    def attempts(self) -> int:
        """How often a request was sent that was refused each time; a busy server may be asked again."""
        if busy := [exchange for exchange in self.exchanges if exchange.status in BUSY]:
            raise NotEstablished(f"the server was busy: {busy[0].outcome}")
        if self.failure or (self.exchange.status or 0) < REFUSED:
            raise NotApplicable(f"the request is not refused: it ended in {self.exchange.outcome}")
        return len(self.exchanges)

    def misread(self, hold: Callable[[Exchange], Held]) -> list[Finding]:
        """What the client raised, or gave other than the bytes hold."""
        if self.failure:
            return self.failure
        held = hold(self.exchange)
        return [found for name, each in held.items() for found in differing(self.given.get(name), each, self.place)]


def differing(given: Any, held: Located | list[Located], at: Place) -> Iterator[Finding]:
    """Where what was given is not what is held, as deep as both go the same way."""
    if isinstance(held, list):
        nothing = Located(ABSENT, held[-1].place if held else at)
        for value, each in zip_longest(given, held, fillvalue=nothing):
            yield from differing(ABSENT if value is nothing else value, each, at)
    elif isinstance(given, dict) and isinstance(held.value, dict):
        for name in {**held.value, **given}:
            yield from differing(step(given, name), held.below(name), at)
    elif isinstance(given, list) and isinstance(held.value, list):
        for index in range(max(len(given), len(held.value))):
            yield from differing(step(given, index), held.below(index), at)
    elif not alike(given, held.value):
        yield Finding(held.place, shown(held.value), shown(given))


def alike(given: Any, held: Any) -> bool:
    """Python's None stands for null and for what is not there; true is not 1."""
    if given is None and held is ABSENT:
        return True
    same: bool = given == held and isinstance(given, bool) is isinstance(held, bool)
    return given is held or same
