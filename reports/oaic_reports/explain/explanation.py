"""All there is to say about one requirement, for a terminal or a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oaic_suite.judging.causes.family import fix_of
from oaic_suite.judging.clients.witnessed import as_seen
from oaic_suite.judging.document.run_json import Witness
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.part import quick
from oaic_suite.judging.selecting.profile import covering
from oaic_suite.proof.example import Example, Examples, faults_of
from oaic_suite.proof.faults import Fault

from oaic_reports.explain.ground import Ground, ground
from oaic_reports.explain.lines import Lines, lines

SEEN = {
    "hang": "waits for ever",
    "crash": "raises",
    "wrong": "is given a wrong value",
    "silent": "misses something, and nothing says so",
    "told": "is told",
    "tolerated": "does not mind",
}


@dataclass(frozen=True)
class Shown:
    """An example, ready to be set."""

    example: Example
    sound: Lines | None
    broken: Lines


@dataclass(frozen=True)
class Explanation:
    requirement: Requirement
    ground: Ground
    profiles: tuple[str, ...]
    witnesses: Sequence[Witness]
    fix: str | None
    faults: Sequence[Fault]
    shown: Shown | None

    @property
    def quick(self) -> bool:
        return self.requirement.id in quick()["requirements"]


def explanation(requirement: Requirement, examples: Examples) -> Explanation:
    return Explanation(
        requirement,
        ground(requirement),
        tuple(profile.name for profile in covering(requirement.id)),
        as_seen(requirement.id),
        fix_of(requirement),
        list(faults_of(requirement, examples.faults)),
        shown(examples.of(requirement)),
    )


def shown(example: Example | None) -> Shown | None:
    if example is None:
        return None
    where = example.judged["where"]
    return Shown(example, lines(example.sound, where) if example.sound else None, lines(example.broken, where))


def nobody_minds(told: Explanation) -> str | None:
    """What may be said against the harm, where no client that was tried suffered any."""
    outcomes = {witness["outcome"] for witness in told.witnesses}
    return "none of these minds; others may" if outcomes == {"tolerated"} else None


def seen(witness: Witness) -> str:
    """What a client was seen to do, in words."""
    said, detail = SEEN[witness["outcome"]], witness["detail"]
    return detail if detail.startswith(said) else ": ".join(filter(None, [said, detail]))
