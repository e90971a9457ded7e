"""What was witnessed, written down and compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from oaic_suite.judging.clients.witnessed import Finding, Findings, Outcome, Witnessed, of_requirement


def written(clients: Mapping[str, Witnessed]) -> str:
    """A line for each client, and one for each fault: what changes is what a reader of the change sees."""
    heads = {name: head(client) for name, client in clients.items()}
    faults = sorted({fault for client in clients.values() for fault in client.findings})
    rows = {
        fault: {name: row(c.findings[fault]) for name, c in clients.items() if fault in c.findings} for fault in faults
    }
    return f'{{"clients": {{\n{lines(heads)}\n}},\n"faults": {{\n{lines(rows)}\n}}}}\n'


def head(client: Witnessed) -> dict[str, Any]:
    about = {"label": client.label, "date": client.date, "versions": dict(client.versions)}
    return about | ({"strict": True} if client.strict else {})


def lines(members: Mapping[str, Any]) -> str:
    described = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in members.items()]
    return ",\n".join(described)


def row(finding: Finding) -> list[str]:
    return [word for word in (str(finding.outcome), finding.scenario, finding.detail) if word]


# --- comparing two of them -------------------------------------------------------------------------------


def changes(before: Findings, now: Findings) -> Iterator[str]:
    for fault in sorted({*before, *now}):
        if before.get(fault) != now.get(fault):
            yield f"{fault}: {described(now.get(fault))}; recorded: {described(before.get(fault))}"


def described(finding: Finding | None) -> str:
    if finding is None:
        return "nothing"
    return f"{finding.outcome}, {finding.scenario}: {finding.detail}" if finding.detail else str(finding.outcome)


def harmless(requirement_ids: Iterable[str], clients: Mapping[str, Witnessed]) -> dict[str, list[str]]:
    """The requirements that no client minds being broken, each with the clients it was tried on."""
    found = {}
    for requirement_id in requirement_ids:
        tried = {name: of_requirement(requirement_id, client.findings) for name, client in clients.items()}
        met = {name: each for name, each in tried.items() if each is not None}
        if all(each.outcome is Outcome.TOLERATED for each in met.values()):
            found[requirement_id] = list(met)
    return found
