"""How a client behaves before a server that is busy, down, or says no: scenes that are staged, not faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oaic_suite.clients.command.client import InCommand
from oaic_suite.clients.witness.outcome import Seen, compare
from oaic_suite.clients.witness.scenario import SCENARIOS
from oaic_suite.judging.clients.witnessed import Finding, Outcome

Json = Mapping[str, Any]
MORE_SECONDS = 20.0  # that a client may take to try again
EITHER = (Outcome.TOLERATED, Outcome.TOLD)
PLAYED = ("chat.plain", "chat.stream", "responses.plain", "responses.stream")


@dataclass(frozen=True)
class Scene:
    statement: str
    rules: Sequence[Json]
    good: Sequence[Outcome]
    streams: bool = False  # only of a stream


SCENES = {
    "manners.wait": Scene(
        "Told to wait, it asks again no sooner, or says so.",
        [{"fail": {"status": 429, "retry_after": 1}, "times": 1}],
        EITHER,
    ),
    "manners.busy": Scene(
        "Where a server is busy once, it asks again, or says so.", [{"fail": {"status": 503}, "times": 1}], EITHER
    ),
    "manners.down": Scene(
        "Where a server stays down, it says so after a few attempts.", [{"fail": {"status": 503}}], (Outcome.TOLD,)
    ),
    "manners.refused": Scene(
        "What is refused as wrong it does not ask again, and says so.", [{"fail": {"status": 400}}], (Outcome.TOLD,)
    ),
    "manners.no-entry": Scene(
        "Where it has no access, it does not ask again, and says so.", [{"fail": {"status": 403}}], (Outcome.TOLD,)
    ),
    "manners.quota": Scene(
        "Where nothing is left to be used, it says so after a few attempts.",
        [{"fail": {"status": 429, "code": "insufficient_quota"}}],
        (Outcome.TOLD,),
    ),
    "manners.cut": Scene(
        "A stream that breaks off is no answer, and it says so.", [{"cut": {"after": 3}}], (Outcome.TOLD,), True
    ),
    "manners.slow": Scene(
        "A stream that comes slowly is read to its end.", [{"delay": {"between": 0.05}}], (Outcome.TOLERATED,), True
    ),
    "manners.late": Scene("An answer that comes late is waited for.", [{"delay": {"first": 2}}], (Outcome.TOLERATED,)),
}


@dataclass(frozen=True)
class Behaved:
    finding: Finding
    complaints: Sequence[str]


def behaved(client: InCommand, scene: Scene, sound: Mapping[str, Seen]) -> list[Behaved]:
    """How it behaves, in each of the scenarios in which it can show that."""
    names = [name for name in PLAYED if name in sound and not (scene.streams and not name.endswith(".stream"))]
    return [in_one(client, scene, name, sound[name]) for name in names]


def in_one(client: InCommand, scene: Scene, name: str, sound: Seen) -> Behaved:
    client.control.forget()
    client.control.tell(scene.rules)
    key = client.control.server.api_key
    told = client.told(SCENARIOS[name], client.control.base_url(None), key, client.seconds + MORE_SECONDS)
    complaints = client.control.asked().complaints(refused=False)
    return Behaved(compare(name, sound, Seen.of(told)), complaints)
