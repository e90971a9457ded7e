"""One client against every fault of a MUST, with a server of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.clients.witness.borrowed import borrowed
from oaic_suite.clients.witness.client import CLIENTS, Client
from oaic_suite.clients.witness.further import FURTHER
from oaic_suite.clients.witness.outcome import Seen, compare
from oaic_suite.clients.witness.scenario import SCENARIOS, Scenario
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.clients.witnessed import Finding, Outcome
from oaic_suite.judging.selecting.profile import is_witness
from oaic_suite.judging.verdict import MUST
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.wire_names import EVERY, FAULT_HEADER

Json = dict[str, Any]
WRONG_KEY = "sk-" + "0" * 32
SEED = "7"
ATTEMPTS = 3
MOST = 8  # of the suite's own requests, with which one fault is tried
OF_APPLICATIONS = {**SCENARIOS, **FURTHER}
Findings = dict[str, Finding]  # by fault


@dataclass(frozen=True)
class Stand:
    """A client before a server that can be broken."""

    client: Client
    server: Embedded
    scenarios: Mapping[str, Scenario]
    most: int | None = None  # of them, in which one fault is tried; None: all
    attempts: int = ATTEMPTS  # until silence is believed

    def play(self, name: str, fault: str) -> Seen:
        scenario = self.scenarios[name]
        key = self.server.api_key if scenario.right_key else WRONG_KEY
        return self.client.play(scenario, self.server.base_url, key, {FAULT_HEADER: fault})

    def sound(self) -> dict[str, Seen]:
        """What the client sees of a sound server; from what is not the same twice nothing could be told."""
        found = {name: self.play(name, EVERY) for name in self.scenarios}
        return {name: seen for name, seen in found.items() if self.play(name, EVERY).same_as == seen.same_as}

    def tried(self, fault: str, sound: Mapping[str, Seen]) -> Iterator[Finding]:
        """Scenario by scenario; nothing is worse than a hang."""
        for name in islice((name for name, seen in sound.items() if fault in seen.touched), self.most):
            found = compare(name, sound[name], self.lasting(name, fault))
            yield found
            if found.outcome is Outcome.HANG:
                return

    def lasting(self, name: str, fault: str) -> Seen:
        """What is seen; silence only when it lasts: a busy machine, or Node's own fetch, may lose an answer."""
        seen = (self.play(name, fault) for _ in range(self.attempts))
        return next((each for each in seen if not each.hung), Seen(hung=True))

    def worst(self, fault: str, sound: Mapping[str, Seen]) -> Finding:
        return min(self.tried(fault, sound), key=lambda each: each.rank, default=Finding(Outcome.UNREACHED))


def try_client(name: str, faults: Iterable[str], lent: Mapping[str, Scenario]) -> tuple[Mapping[str, str], Findings]:
    """In scenarios of applications, and in what the suite itself asks where those do not reach a fault."""
    client = CLIENTS[name]
    server = Embedded(("--allow-fault-header", "--seed", SEED)).start()
    try:
        found: Findings = {fault: Finding(Outcome.UNREACHED) for fault in faults}
        for scenarios, most in ((OF_APPLICATIONS, None), (lent, MOST)):
            stand = Stand(client, server, {name: each for name, each in scenarios.items() if client.can(each)}, most)
            sound = stand.sound()
            left = [fault for fault, each in found.items() if each.outcome is Outcome.UNREACHED]
            found |= {fault: stand.worst(fault, sound) for fault in left}
        return client.versions, found
    finally:
        server.stop()


def try_all(
    clients: Iterable[str], tell: Callable[[str], None], only: str = ""
) -> dict[str, tuple[Mapping[str, str], Findings]]:
    """Every client at the same time, each in a process of its own; `only` is how the ids of faults begin."""
    names, faults = list(clients), [fault for fault in faults_of_musts() if fault.startswith(only)]
    with ProcessPoolExecutor(1) as pool:
        lent = pool.submit(borrowed).result()
    asked = f"{len(OF_APPLICATIONS)} scenarios, and {len(lent)} requests of the suite's own"
    tell(f"{len(names)} clients, {len(faults)} faults of a MUST, {asked}")
    with ProcessPoolExecutor(len(names)) as pool:
        results = {name: pool.submit(try_client, name, faults, lent) for name in names}
        return {name: result.result() for name, result in results.items()}


def faults_of_musts() -> list[str]:
    """Of what bytes show; what a client shows is what is asked here."""
    listed = [(fault.id, fault.requirement) for fault in listed_faults() if fault.requirement]
    return [id for id, broken in listed if not is_witness(broken) and catalogue()[broken].level is MUST]
