"""What the suite itself asks, as scenarios: for the faults that no application's scenario reaches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter

from oaic_suite.asking.preflight import preflight, survey
from oaic_suite.asking.surface import plains
from oaic_suite.clients.witness.scenario import Scenario
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.strict_json import parse
from oaic_suite.judging.stage import Key, Stage
from oaic_suite.proof.trial import everything, target_with
from oaic_suite.proof.wire_names import EVERY

ELSEWHERE = ("fuzz.", "sdk.", "sdk-node.", "concurrency.")  # ask what others ask, or at random
LARGEST = 100_000  # bytes of a request


@dataclass
class Lent:
    """The bodies that were sent, each under the name of the conversation that sent it first."""

    _bodies: dict[str, dict[bytes, Scenario]] = field(default_factory=lambda: defaultdict(dict))
    _holding: list[str] = field(default_factory=list)

    def note(self, exchange: Exchange) -> None:
        request = exchange.request
        plain, body = plains().get(request.operation or ""), request.body or b""
        doings = plain.doings if plain else None
        if doings and self._holding and sayable(body) and not any(body in known for known in self._bodies.values()):
            self._bodies[self._holding[-1]][body] = Scenario(doings[request.wants_stream], request.json)

    @property
    def scenarios(self) -> dict[str, Scenario]:
        """Numbered by what they say: what is asked at the same time comes in any order."""
        return {
            name if number == 1 else f"{name} {number}": scenario
            for name, bodies in self._bodies.items()
            for number, (_, scenario) in enumerate(sorted(bodies.items(), key=itemgetter(0)), 1)
        }

    @contextmanager
    def holding(self, key: Key) -> Iterator[None]:
        self._holding.append(" ".join([key[0], *(variant for _, variant in key[1:])]))
        try:
            yield
        finally:
            self._holding.pop()


def sayable(body: bytes) -> bool:
    """Whether a client could be asked to send it: an object of JSON that can be written again, and not about size."""
    try:
        value = parse(body)
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return isinstance(value, dict) and len(body) < LARGEST


def borrowed() -> dict[str, Scenario]:
    """In a process that holds a sound server: everything is asked once."""
    target, lent = target_with(EVERY), Lent()
    preflight(target)
    survey(target)
    target.log = lent.note
    stage = Stage(target, lent.holding)
    for made, _, choice in everything():
        if not made.id.startswith(ELSEWHERE):
            stage.hold(made, choice)
    return lent.scenarios
