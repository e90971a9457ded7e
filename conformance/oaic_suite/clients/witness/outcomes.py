"""What was witnessed, as data: fault by fault and client by client, with versions and a date."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from oaic_suite.clients.witness.outcome import Finding, Outcome
from oaic_suite.judging import run_json

FILE = Path(__file__).with_name("outcomes.json")
Findings = Mapping[str, Finding]  # by fault


@dataclass(frozen=True)
class Witnessed:
    """One client: its versions, the day, and what it made of each fault."""

    label: str
    date: str
    versions: Mapping[str, str]
    findings: Findings


def load() -> dict[str, Witnessed]:
    told = json.loads(FILE.read_text("utf-8"))
    by_client: dict[str, dict[str, Finding]] = {name: {} for name in told["clients"]}
    for fault, row in told["faults"].items():
        for name, (word, *more) in row.items():
            by_client[name][fault] = Finding(Outcome(word), *more)
    return {name: Witnessed(**about, findings=by_client[name]) for name, about in told["clients"].items()}


@functools.cache
def known() -> dict[str, Witnessed]:
    return load()


def written(clients: Mapping[str, Witnessed]) -> str:
    """A line for each client, and one for each fault: what changes is what a reader of the change sees."""
    heads = {name: {"label": c.label, "date": c.date, "versions": dict(c.versions)} for name, c in clients.items()}
    faults = sorted({fault for client in clients.values() for fault in client.findings})
    rows = {
        fault: {name: row(c.findings[fault]) for name, c in clients.items() if fault in c.findings} for fault in faults
    }
    return f'{{"clients": {{\n{lines(heads)}\n}},\n"faults": {{\n{lines(rows)}\n}}}}\n'


def lines(members: Mapping[str, Any]) -> str:
    told = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in members.items()]
    return ",\n".join(told)


def row(finding: Finding) -> list[str]:
    return [word for word in (str(finding.outcome), finding.scenario, finding.detail) if word]


# --- comparing two of them -------------------------------------------------------------------------------


def changes(before: Findings, now: Findings) -> Iterator[str]:
    for fault in sorted({*before, *now}):
        if before.get(fault) != now.get(fault):
            yield f"{fault}: {told(now.get(fault))}; recorded: {told(before.get(fault))}"


def told(finding: Finding | None) -> str:
    if finding is None:
        return "nothing"
    return f"{finding.outcome}, {finding.scenario}: {finding.detail}" if finding.detail else str(finding.outcome)


# --- one requirement -------------------------------------------------------------------------------------


def of_requirement(requirement_id: str, findings: Findings) -> Finding | None:
    """The worst that any fault of a requirement did to a client; None where none reached it."""
    own = [found for fault, found in findings.items() if fault.partition(":")[0] == requirement_id]
    own = [found for found in own if found.outcome is not Outcome.UNREACHED]
    return min(own, key=lambda each: each.rank, default=None)


def as_seen(requirement_id: str) -> list[run_json.Witness]:
    """What each client was seen to do when a server broke this, as a run tells it."""
    found = [(client, of_requirement(requirement_id, client.findings)) for client in known().values()]
    return [witness(client, each) for client, each in found if each is not None]


def witness(client: Witnessed, worst: Finding) -> run_json.Witness:
    outcome = cast(run_json.Harm, worst.outcome.value)  # none is unreached
    return {"client": client.label, "date": client.date, "outcome": outcome, "detail": worst.detail}


def harmless(requirement_ids: Iterable[str], clients: Mapping[str, Witnessed]) -> dict[str, list[str]]:
    """The requirements that no client minds being broken, each with the clients it was tried on."""
    found = {}
    for requirement_id in requirement_ids:
        tried = {name: of_requirement(requirement_id, client.findings) for name, client in clients.items()}
        met = {name: each for name, each in tried.items() if each is not None}
        if all(each.outcome is Outcome.TOLERATED for each in met.values()):
            found[requirement_id] = list(met)
    return found
