"""The healthy server's verdicts, and which conversations each fault would touch.

The server tells with every answer which of its faults would have changed it. A check that reads no
exchange a fault changes would read the same bytes again: it need not be asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from oaic_suite.asking.capability import Capability
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.judging.stage import Key

HEADER = "x-oaic-touched"
SETTLED = ("model_id", "limit_name", "listed", "models")  # of a target, by preflight and survey


@dataclass(frozen=True)
class Settled:
    """What preflight and survey came to."""

    target: Mapping[str, Any]
    capabilities: Mapping[str, Capability]

    @classmethod
    def of(cls, target: Target) -> Settled:
        return cls({name: getattr(target, name) for name in SETTLED}, dict(target.capabilities.known))

    def restore(self, target: Target) -> None:
        for name, value in self.target.items():
            setattr(target, name, value)
        target.capabilities.known = dict(self.capabilities)

    def differs(self, target: Target) -> bool:
        found = Settled.of(target)
        return found.target != self.target or states(found) != states(self)


def states(settled: Settled) -> dict[str, str]:
    return {name: capability.state for name, capability in settled.capabilities.items()}


@dataclass(frozen=True)
class Reach:
    """How far one fault reaches."""

    keys: frozenset[Key]
    survey: bool  # whether it may change what preflight and survey come to


@dataclass
class Touched:
    """Gathers what each fault would touch while the healthy server is judged."""

    by_fault: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    by_survey: set[str] = field(default_factory=set)
    _held: list[Key] = field(default_factory=list)  # what is being held, the innermost last

    def note(self, exchange: Exchange) -> None:
        touched = (exchange.header(HEADER) or "").split()
        if not self._held:
            self.by_survey.update(touched)
            return
        for fault_id in touched:
            self.by_fault[fault_id].add(self._held[-1])

    @contextmanager
    def holding(self, key: Key) -> Iterator[None]:
        """What is exchanged meanwhile belongs to this conversation, unless to one it needs."""
        self._held.append(key)
        try:
            yield
        finally:
            self._held.pop()

    def reaches(self) -> dict[str, Reach]:
        ids = self.by_survey | set(self.by_fault)
        return {id: Reach(frozenset(self.by_fault.get(id, ())), id in self.by_survey) for id in ids}


@dataclass(frozen=True)
class Baseline:
    settled: Settled
    unwell: list[dict[str, Any]]  # records of what did not pass
    reaches: dict[str, Reach]
