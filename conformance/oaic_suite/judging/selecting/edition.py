"""Frozen sets: a run may be held to the requirements of an earlier release; what is younger is a note.

A requirement says since which release it is asked, and in which its judgement got stricter last. Held to an older
set than that, a run tells what it came to, and nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable

from oaic_suite.judging.requirement import FIRST_RELEASE, Requirement
from oaic_suite.judging.verdict import INFO, Level

RELEASES = (FIRST_RELEASE,)  # those that have a set, oldest first


def is_younger(requirement: Requirement, edition: str | None) -> bool:
    """Whether a requirement, as it is judged today, is not yet in a set."""
    return edition is not None and edition < max(requirement.since, requirement.sharpened or requirement.since)


def level_in(requirement: Requirement, edition: str | None) -> Level:
    return INFO if is_younger(requirement, edition) else requirement.level


def noted(requirements: Iterable[Requirement], edition: str | None) -> list[str]:
    """The ids of those that count for less than they do today."""
    return [each.id for each in requirements if each.level is not INFO and is_younger(each, edition)]
