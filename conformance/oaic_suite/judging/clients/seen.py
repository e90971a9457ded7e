"""What the clients of the profiles did when they were run before the faults of their needs: by profile and fault."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oaic_suite.judging.clients.witnessed import Finding, Findings, Outcome, of_requirement

FILE = Path(__file__).with_name("seen.json")


@dataclass(frozen=True)
class Seen:
    """One client: the day, what it was made of, and what came of each fault."""

    date: str
    versions: Mapping[str, str]
    findings: Findings

    def of(self, row: str) -> Finding | None:
        """The worst that any fault of a row brought about; None where none was reached."""
        return of_requirement(row, self.findings)


def load() -> dict[str, Seen]:
    told = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return {name: read(each) for name, each in told.items()}


def read(told: dict[str, object]) -> Seen:
    faults = told.pop("faults")
    assert isinstance(faults, dict)
    findings = {fault: Finding(Outcome(word), *more) for fault, (word, *more) in faults.items()}
    return Seen(**told, findings=findings)  # type: ignore[arg-type]


def written(seen: Mapping[str, Seen]) -> str:
    """A line for each fault: what changes is what a reader of the change sees."""
    return "{\n" + ",\n".join(client(name, seen[name]) for name in sorted(seen)) + "\n}\n"


def client(name: str, seen: Seen) -> str:
    rows = [f"{json.dumps(fault)}: {json.dumps(row(found))}" for fault, found in sorted(seen.findings.items())]
    head = f'"date": {json.dumps(seen.date)}, "versions": {json.dumps(dict(seen.versions))}'
    return f'{json.dumps(name)}: {{{head}, "faults": {{\n' + ",\n".join(rows) + "\n}}"


def row(found: Finding) -> list[str]:
    return [word for word in (found.outcome.value, found.scenario, found.detail) if word]


@functools.cache
def known() -> dict[str, Seen]:
    return load()
