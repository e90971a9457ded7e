"""All requirements there are: importing the checks is reading the catalogue."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable
from pathlib import Path

from oaic_suite.evidence.ownership import Claim, stake
from oaic_suite.judging.conversation import choices, closure, kind_of
from oaic_suite.judging.profile import in_run
from oaic_suite.judging.requirement import REQUIREMENTS, Requirement

PACKAGE = "oaic_suite.checks"
CHECKS = Path(__file__).parents[1] / "checks"


@functools.cache
def catalogue() -> dict[str, Requirement]:
    for module in sorted(pkgutil.walk_packages([str(CHECKS)], f"{PACKAGE}."), key=lambda module: module.name):
        importlib.import_module(module.name)
    found = dict(sorted(REQUIREMENTS.items()))
    stake(map(claim, found.values()))
    return found


def claim(requirement: Requirement) -> Claim:
    """The places that a requirement alone asserts, and of what."""
    asked = requirement.on, requirement.only, requirement.owns, requirement.when
    return Claim(requirement.id, kind_of(requirement), *asked)


@functools.cache
def variants(requirement: Requirement) -> dict[str, dict[str, str]]:
    """The variants of a check by name: the choice of conversation variants each stands for."""
    return {variant_name(choice): choice for choice in choices(requirement)}


def variant_name(choice: dict[str, str]) -> str:
    return "-".join(choice.values())


def planned(profiles: Iterable[str] = (), only: Iterable[str] = ()) -> int:
    """How many conversations the checks of a run need together."""
    return len(held(profiles, only))


def held(profiles: Iterable[str] = (), only: Iterable[str] = ()) -> set[tuple[str, ...]]:
    """The conversations that the checks of a run need together: the name of each, and its variants."""
    return {
        (name, *sorted(f"{other}={choice[other]}" for other in closure((name,)) if other in choice))
        for requirement in catalogue().values()
        if in_run(requirement.id, profiles, only) and requirement.id.startswith(tuple(only) or "")
        for choice in variants(requirement).values()
        for name in closure(requirement.arguments)
    }
