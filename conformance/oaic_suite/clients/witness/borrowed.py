"""What the suite itself asks, as scenarios: for the faults that no application's scenario reaches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter

from oaic_suite.asking.surface import plains
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.clients.witness.scenario import Scenario
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.judging.settling.convicting import Exchanged
from oaic_suite.judging.stage import Stage
from oaic_suite.proof.trial import everything, target_with
from oaic_suite.proof.wire_names import EVERY

ELSEWHERE = ("fuzz.", "sdk.", "sdk-node.", "concurrency.")  # ask what others ask, or at random
LARGEST = 100_000  # bytes of a request


def lent(asked: Iterable[Exchanged]) -> dict[str, Scenario]:
    """The bodies that were sent, each under the name of the conversation that sent it first.

    Numbered by what they say: what is asked at the same time comes in any order.
    """
    bodies: dict[str, dict[bytes, Scenario]] = defaultdict(dict)
    known: set[bytes] = set()
    for each in asked:
        request = each.exchange.request
        plain, body = plains().get(request.operation or ""), request.body or b""
        if plain and plain.doings and each.key and sayable(body) and body not in known:
            known.add(body)
            bodies[each.by][body] = Scenario(plain.doings[request.wants_stream], request.json)
    return {
        name if number == 1 else f"{name} {number}": scenario
        for name, sent in bodies.items()
        for number, (_, scenario) in enumerate(sorted(sent.items(), key=itemgetter(0)), 1)
    }


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
    target = target_with(EVERY)
    preflight(target)
    survey(target)
    stage = Stage(target)
    for requirement, _, choice in everything():
        if not requirement.id.startswith(ELSEWHERE):
            stage.hold(requirement, choice)
    return lent(stage.asked)
