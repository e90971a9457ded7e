"""What clients were seen to do with broken servers, as data: by fault and client, with versions and a date.

hang       nothing comes of it within the deadline
crash      it ends, stumbles over what it was given, or raises, and whether that is meant for its user is not known
wrong      it is given another value, or no exception where there should be one
silent     something is missing, and nothing says so
told       it raises an exception that is known to be meant for its user; asked only of clients that are judged
tolerated  the same as ever
unreached  no scenario asks for what is broken
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

from oaic_suite.judging.document import run_json

FILE = Path(__file__).with_name("witnessed.json")


class Outcome(StrEnum):
    HANG = "hang"
    CRASH = "crash"
    WRONG = "wrong"
    SILENT = "silent"
    TOLD = "told"
    TOLERATED = "tolerated"
    UNREACHED = "unreached"


WORST_FIRST = tuple(Outcome)


@dataclass(frozen=True)
class Finding:
    outcome: Outcome
    scenario: str = ""
    detail: str = ""

    @property
    def rank(self) -> int:
        return WORST_FIRST.index(self.outcome)


Findings = Mapping[str, Finding]  # by fault


@dataclass(frozen=True)
class Witnessed:
    """One client: its versions, the day, and what it made of each fault."""

    label: str
    date: str
    versions: Mapping[str, str]
    findings: Findings
    strict: bool = False  # it validates what it is sent, as few ask their client to


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


def of_requirement(requirement_id: str, findings: Findings) -> Finding | None:
    """The worst that any fault of a requirement did to a client; None where none reached it."""
    own = [found for fault, found in findings.items() if fault.partition(":")[0] == requirement_id]
    own = [found for found in own if found.outcome is not Outcome.UNREACHED]
    return min(own, key=lambda each: each.rank, default=None)


def as_seen(requirement_id: str) -> list[run_json.Witness]:
    """What each client was seen to do when a server broke this, as a run tells it; as they are used by default."""
    usual = [client for client in known().values() if not client.strict]
    found = [(client, of_requirement(requirement_id, client.findings)) for client in usual]
    return [witness(client, each) for client, each in found if each is not None]


def witness(client: Witnessed, worst: Finding) -> run_json.Witness:
    outcome = cast(run_json.Harm, worst.outcome.value)  # none is unreached
    return {"client": client.label, "date": client.date, "outcome": outcome, "detail": worst.detail}
