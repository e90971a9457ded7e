"""What a sound server comes to, and how far each fault reaches: so that not every check is asked about every fault.

The server tells with every answer which of its faults would have changed it. From that follows, for each fault:

    touched   the conversations with an answer that it changes; a check that reads none of them would read the
              same bytes again, and need not be asked
    moved     those of them that are not answered any more, or on which others rest for more than an answer:
              checks that rest on one are asked too, though they read another
    survey    whether it changes what preflight and survey find: then all is found out anew, and where the
              findings differ every check is asked

`tests/suite/proof/test_shortcut.py` holds this against asking every check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oaic_suite.asking.survey.capability import Capability
from oaic_suite.asking.target import Target
from oaic_suite.judging.conversation import Choice, Key, closure, key_of, read_by
from oaic_suite.judging.document.run_json import Exchange, Judged
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.settling.convicting import Exchanged
from oaic_suite.proof.wire_names import TOUCHED_HEADER

FOUND = ("model_id", "limit_name", "listed", "models")  # of a target, by preflight and survey


@dataclass(frozen=True)
class Surveyed:
    """What preflight and survey came to."""

    target: Mapping[str, Any]
    capabilities: Mapping[str, Capability]

    @classmethod
    def of(cls, target: Target) -> Surveyed:
        return cls({name: getattr(target, name) for name in FOUND}, dict(target.capabilities.known))

    def restore(self, target: Target) -> None:
        for name, value in self.target.items():
            setattr(target, name, value)
        target.capabilities.known = dict(self.capabilities)

    def differs(self, target: Target) -> bool:
        found = Surveyed.of(target)
        return found.target != self.target or found.states() != self.states()

    def states(self) -> dict[str, str]:
        return {name: capability.state for name, capability in self.capabilities.items()}


@dataclass(frozen=True)
class Extent:
    """Which checks a fault concerns: those that read what it touches, or rest on what it moved."""

    everywhere: bool
    touched: frozenset[Key]
    moved: frozenset[Key] = frozenset()

    def covers(self, requirement: Requirement, choice: Choice) -> bool:
        read = read_by(requirement, choice)
        rests = [key_of(name, choice) for name in closure(requirement.arguments)]
        return self.everywhere or not (self.touched.isdisjoint(read) and self.moved.isdisjoint(rests))


@dataclass(frozen=True)
class Reach:
    """How far one fault reaches."""

    keys: frozenset[Key]
    survey: bool  # whether it may change what preflight and survey come to


NOWHERE = Reach(frozenset(), survey=False)


def together(reaches: Iterable[Reach]) -> Reach:
    """How far several faults reach at once."""
    some = list(reaches)
    return Reach(frozenset(key for reach in some for key in reach.keys), any(reach.survey for reach in some))


def reaches(asked: Iterable[Exchanged]) -> dict[str, Reach]:
    """How far each fault reaches that would touch an answer of the healthy server."""
    keys: dict[str, set[Key | None]] = defaultdict(set)
    for each in asked:
        for fault_id in (each.exchange.header(TOUCHED_HEADER) or "").split():
            keys[fault_id].add(each.key)
    return {id: Reach(frozenset(key for key in found if key), None in found) for id, found in keys.items()}


@dataclass(frozen=True)
class Heard:
    """What was asked in a conversation, and how it was answered but for what the answer says."""

    key: Key | None
    exchange: Exchange


@dataclass(frozen=True)
class Baseline:
    surveyed: Surveyed
    unwell: list[Judged]  # records of what did not pass
    reaches: dict[str, Reach]
    heard: Sequence[Heard]
