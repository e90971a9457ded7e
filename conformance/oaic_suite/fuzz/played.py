"""What came of sequences about something that is kept, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.place import Finding, visit
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.fuzz.harvest import LIMITED
from oaic_suite.fuzz.symptom import Asked, accepted, no_envelope, server_error, succeeded, unanswered, unlike_a_reply


@dataclass(frozen=True)
class Played:
    """What was asked, in its order, each with what was asked before it."""

    asked: tuple[Asked, ...]
    gone: frozenset[int]  # the places of what was asked after a deletion that was told


def failed(played: Played) -> list[Finding]:
    return [found for each in played.asked for found in unanswered(each) or server_error(each)]


def unlike(played: Played) -> list[Finding]:
    """Successes and refusals that break the contract."""
    told = [each for each in played.asked if (each.exchange.status or 500) < 500 and each.exchange.status != 429]
    return [
        found
        for each in told
        if not (succeeded(each.exchange) and each.draw.method == "DELETE")  # how a deletion is told is no MUST
        for found in (unlike_a_reply(each) if succeeded(each.exchange) else no_envelope(each))
    ]


def still_there(played: Played) -> list[Finding]:
    """What was deleted, and is answered all the same."""
    return [found for place in sorted(played.gone) for found in accepted(played.asked[place])]


SHOWS: Mapping[str, Callable[[Played], list[Finding]]] = {
    "failed": failed,
    "unlike": unlike,
    "still-there": still_there,
}


def shown(name: str, played: Played) -> list[Finding]:
    """What is wrong, with what was asked before it."""
    return [in_its_turn(found, played) for found in SHOWS[name](played)]


def in_its_turn(found: Finding, played: Played) -> Finding:
    ids = [each.exchange.id for each in played.asked]
    before = played.asked[: ids.index(found.place.exchange)]
    order = ", ".join(each.draw.scenario for each in before)
    return Finding(found.place, found.expected, f"{found.observed}, after {order}" if order else found.observed)


@dataclass(frozen=True)
class Walked:
    """What came of the sequences about one kind of thing: what is wrong, and of all the others the latest."""

    last: Played | None = None
    is_limited: bool = True  # the rate of all that was asked
    has_deleted: bool = False
    sick: Mapping[str, tuple[Played, ...]] = field(default_factory=dict)

    def after(self, played: Played) -> Walked:
        """With one more."""
        is_limited = self.is_limited and all(each.exchange.status in LIMITED for each in played.asked)
        return replace(self, last=played, is_limited=is_limited, has_deleted=self.has_deleted or bool(played.gone))

    def found(self, name: str) -> list[Finding]:
        if self.is_limited:
            raise NotEstablished("the server limits the rate of requests, or is overloaded", "rate-limited")
        if name == "still-there" and not self.has_deleted:
            raise NotApplicable("nothing was deleted")
        wrong = [found for one in self.sick.get(name, ()) for found in shown(name, one)[:1]]
        for place in [found.place for found in wrong] or [each.place for each in self.asked[-1:]]:
            visit(place)
        return wrong

    @property
    def asked(self) -> tuple[Asked, ...]:
        return self.last.asked if self.last else ()

    @property
    def exchanges(self) -> list[Exchange]:
        """What is left of them, each once."""
        sick = [each for found in self.sick.values() for one in found for each in one.asked]
        every = [each.exchange for each in (*self.asked, *sick)]
        return list({exchange.id: exchange for exchange in every}.values())
