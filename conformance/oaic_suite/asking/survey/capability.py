"""What a server may honestly not have: found out once, by asking, before anything is judged by it.

A server lacks a capability when it says so: 404, 405 or 501 to the plain request, or, where a plain
request succeeds, a 4xx that names the parameter, by its place or in words. Ignoring it with a 200 is no
such answer.

What others agreed on beside the API a server need not know at all: there, any refusal says that it does not, and so
does an answer that is none to what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from oaic_suite.asking.surface import Probe, is_beside, probes, suited
from oaic_suite.asking.survey.recognised import has_member, is_page
from oaic_suite.asking.told import Told
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.unsettled import NotApplicable

State = Literal["present", "absent", "unknown"]
ABSENT_STATUSES = {404, 405, 501}
NO_SUCH_MODEL = "model_not_found"


@dataclass(frozen=True)
class Capability:
    state: State
    how: str


@dataclass
class Capabilities:
    known: dict[str, Capability] = field(default_factory=dict)
    find: Callable[[str], None] = lambda name: None  # finds out what the survey of a part left out

    def require(self, name: str) -> None:
        """Raises unless the capability is there, or might be, and whatever it builds on."""
        if (probe := probes().get(name)) and probe.needs:
            self.require(probe.needs)
        if name not in self.known:
            self.find(name)
        found = self.known.get(name)
        if found and found.state == "absent":
            raise NotApplicable(f"the server has no {name}: {found.how}", name)

    def require_for(self, members: Iterable[str], needs: Mapping[str, str]) -> None:
        """What the members of a request need, each in a table."""
        for name in members:
            if name in needs:
                self.require(needs[name])

    def note(self, name: str, exchange: Exchange) -> None:
        self.known[name] = weigh(name, exchange, self.known)

    def has(self, name: str) -> bool:
        """Whether the server was seen to have it."""
        return name in self.known and self.known[name].state == "present"

    def lacks(self, name: str | None) -> bool:
        """Whether the server was seen not to have it, or something that it builds on."""
        if name is None:
            return False
        absent = name in self.known and self.known[name].state == "absent"
        return absent or (name in probes() and self.lacks(probes()[name].needs))


def weigh(name: str, exchange: Exchange, known: Mapping[str, Capability]) -> Capability:
    status, probe = exchange.status, probes()[name]
    not_allowed = status in (401, 403) and not (name in suited() and refuses_model(exchange))
    if status is None or status == 429 or (status >= 500 and status != 501) or not_allowed:
        return Capability("unknown", f"the probe ended in {exchange.outcome}")
    if is_beside(probe.operation) and not understood(probe, exchange):
        stranger = "" if refused(exchange) else ", and not with what it asks for"
        return Capability("absent", f"the probe was answered with {status}{stranger}")
    if status < 400:
        return Capability("present", f"the probe was answered with {status}")
    if status in ABSENT_STATUSES and Told.of(exchange).code != NO_SUCH_MODEL:
        return Capability("absent", f"the probe was answered with {status}")
    if name in suited() and refuses_model(exchange):
        return Capability("absent", f"the server refuses the model with {status}, and no other listed is taken")
    if granted_without(probe, known) and names(exchange, (*probe.members, *probe.called)):
        return Capability("absent", in_its_words(probe, exchange))
    return Capability("unknown", f"the probe was answered with {status}")


def understood(probe: Probe, exchange: Exchange) -> bool:
    """Whether an answer is one to a question that a server need not know, and not what it says to anything."""
    if refused(exchange) or is_page(exchange):
        return False
    return probe.marks is None or has_member(exchange, probe.marks)


def granted_without(probe: Probe, known: Mapping[str, Capability]) -> bool:
    """Whether the server answers the same request without what the probe adds."""
    return probe.needs is not None and probe.needs in known and known[probe.needs].state == "present"


def in_its_words(probe: Probe, exchange: Exchange) -> str:
    """How a server refuses, and how it would say so that a program understands."""
    asked, told = (*probe.members, *probe.besides), Told.of(exchange)
    refused = f"the server refuses it with {exchange.status}"
    if any(told.places_name(member) for member in asked):
        return f"{refused}, naming it"
    return f"{refused} ({told.shown}); a program understands it by `param`: say {asked[0]}"


def refuses_model(exchange: Exchange) -> bool:
    """Whether a refusal is about the model asked, and another might do."""
    return refused(exchange) and (Told.of(exchange).code == NO_SUCH_MODEL or names(exchange, {"model"}))


def declines(exchange: Exchange, members: Iterable[str]) -> bool:
    """Whether an answer is an honest refusal of what was asked for: it names it."""
    return refused(exchange) and names(exchange, members)


def refused(exchange: Exchange) -> bool:
    """Whether the client is told that it asked for the wrong thing."""
    status = exchange.status
    return status is not None and 400 <= status < 500 and status not in (401, 429)


def names(exchange: Exchange, members: Iterable[str]) -> bool:
    """Whether an honest refusal names one of the members asked for."""
    return Told.of(exchange).names(members)
