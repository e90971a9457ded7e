"""What a server may honestly not have: found out once, by asking, before anything is judged by it.

A server lacks a capability when it says so: 404, 405 or 501 to the plain request, or, where a plain
request succeeds, a 4xx whose envelope names the parameter. Ignoring it with a 200 is no such answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from oaic_suite.asking.surface import probes, suited
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.unsettled import NotApplicable

State = Literal["present", "absent", "unknown"]
ABSENT_STATUSES = {404, 405, 501}


@dataclass(frozen=True)
class Capability:
    state: State
    how: str


@dataclass
class Capabilities:
    known: dict[str, Capability] = field(default_factory=dict)

    def require(self, name: str) -> None:
        """Raises unless the capability is there, or might be, and whatever it builds on."""
        if (probe := probes().get(name)) and probe.needs:
            self.require(probe.needs)
        found = self.known.get(name)
        if found and found.state == "absent":
            raise NotApplicable(f"the server has no {name}: {found.how}", name)

    def note(self, name: str, exchange: Exchange) -> None:
        self.known[name] = weigh(name, exchange, self.known)

    def lacks(self, name: str | None) -> bool:
        return name is not None and name in self.known and self.known[name].state == "absent"


def weigh(name: str, exchange: Exchange, known: Mapping[str, Capability]) -> Capability:
    status = exchange.status
    not_allowed = status in (401, 403) and not (name in suited() and refuses_model(exchange))
    if status is None or status == 429 or (status >= 500 and status != 501) or not_allowed:
        return Capability("unknown", f"the probe ended in {exchange.outcome}")
    if status < 400:
        return Capability("present", f"the probe was answered with {status}")
    if status in ABSENT_STATUSES and error(exchange).get("code") != "model_not_found":
        return Capability("absent", f"the probe was answered with {status}")
    if name in suited() and refuses_model(exchange):
        return Capability("absent", f"the server refuses the model with {status}, and no other listed is taken")
    if probes()[name].needs and names(exchange, (*probes()[name].members, *probes()[name].called)):
        return Capability("absent", f"the server refuses it with {status}, naming it")
    return Capability("unknown", f"the probe was answered with {status}")


def refuses_model(exchange: Exchange) -> bool:
    """Whether a refusal is about the model asked, and another might do."""
    about_model = error(exchange).get("code") == "model_not_found" or names(exchange, {"model"})
    return refused(exchange) and about_model


def declines(exchange: Exchange, members: Iterable[str]) -> bool:
    """Whether an answer is an honest refusal of what was asked for: it names it."""
    return refused(exchange) and names(exchange, members)


def refused(exchange: Exchange) -> bool:
    """Whether the client is told that it asked for the wrong thing."""
    status = exchange.status
    return status is not None and 400 <= status < 500 and status not in (401, 429)


def error(exchange: Exchange) -> dict[str, Any]:
    try:
        body = json.loads(exchange.body)
    except (ValueError, RecursionError):
        return {}
    found = body.get("error") if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}


def names(exchange: Exchange, members: Iterable[str]) -> bool:
    """Whether an honest refusal names one of the members asked for."""
    told = error(exchange)
    param, message = str(told.get("param") or ""), str(told.get("message") or "").lower()
    return any(re.split(r"[.\[]", param)[0] == member or member in message for member in members)
