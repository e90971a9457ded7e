"""All requirements there are: importing the checks is reading the catalogue."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from pathlib import Path

from oaic_suite.evidence.ownership import Claim, stake
from oaic_suite.judging.conversation import choices, kind_of
from oaic_suite.judging.requirement import REQUIREMENTS, Requirement
from oaic_suite.judging.verdict import MUST

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
    return Claim(requirement.id, kind_of(requirement), *asked, must=requirement.level is MUST)


@functools.cache
def variants(requirement: Requirement) -> dict[str, dict[str, str]]:
    """The variants of a check by name: the choice of conversation variants each stands for."""
    return {variant_name(choice): choice for choice in choices(requirement)}


def variant_name(choice: dict[str, str]) -> str:
    return "-".join(choice.values())
