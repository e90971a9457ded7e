"""The id is the path: what a check is called says where it lies, and where its faults lie."""

from __future__ import annotations

import inspect
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from oaic_server import faults
from oaic_suite.judging.catalogue import CHECKS, catalogue
from oaic_suite.judging.verdict import SCORED

FAULTS = Path(faults.__file__).parent
CATALOGUE, KNOWN = catalogue(), faults.known()
WHOLE = "whole"  # a file of what no other file of its folder claims
NO_REQUIREMENT = {"surface", "conversations", "readings"}
MOST = 20


@cache
def words(path: Path) -> str:
    """A path as the beginning of an id: `chat/stream/whole.py` begins all of `chat.stream`."""
    steps = [step.replace("_", "-") for step in path.with_suffix("").parts]
    return ".".join(steps[:-1] if steps[-1] == WHOLE else steps)


def begins(path: str, id: str) -> bool:
    return id.startswith(path) and id[len(path) : len(path) + 1] in ("", ".", "-", ":")


@cache
def homes(room: Path) -> list[Path]:
    return [path.relative_to(room) for path in room.rglob("*.py") if path.name != "__init__.py"]


def home(id: str, room: Path) -> Path:
    """Where a requirement or a fault belongs: the file that says most of its id; of two the one that is `whole`."""
    fitting = [path for path in homes(room) if begins(words(path), id)]
    return max(fitting, key=lambda path: (len(words(path)), path.stem == WHOLE))


def home_of_check(requirement) -> Path:
    return Path(requirement.check.__code__.co_filename).relative_to(CHECKS)


def home_of_fault(fault) -> Path:
    return Path(inspect.unwrap(fault.function).__code__.co_filename).relative_to(FAULTS)


def test_a_check_lies_where_its_id_says():
    astray = {
        requirement.id: f"{found}: expected {expected}"
        for requirement in CATALOGUE.values()
        if (found := home_of_check(requirement)) != (expected := home(requirement.id, CHECKS))
    }
    assert astray == {}


def test_every_scored_requirement_has_a_fault():
    """Without running any: the kill matrix shows whether it bites."""
    broken = {fault.requirement for fault in KNOWN.values()}
    hints = [
        f"write one in {FAULTS.relative_to(FAULTS.parents[2]) / home_of_check(requirement)}: @fault({requirement.id!r})"
        for requirement in CATALOGUE.values()
        if requirement.level in SCORED and requirement.id not in broken
    ]
    assert hints == []


def test_a_fault_breaks_what_there_is():
    assert [fault.id for fault in KNOWN.values() if fault.requirement not in {None, *CATALOGUE}] == []


def test_a_fault_lies_on_the_path_of_its_check():
    astray = {
        fault.id: f"{found}: expected {expected}"
        for fault in KNOWN.values()
        if (found := home_of_fault(fault)) != (expected := mirrored(fault))
    }
    assert astray == {}


def mirrored(fault) -> Path:
    """Where a fault lies: as its check does; what breaks nothing lies where its id says."""
    broken = CATALOGUE.get(fault.requirement)
    return home_of_check(broken) if broken else home(fault.id, FAULTS)


def test_surfaces_conversations_and_readings_state_nothing():
    """What a surface itself is called does not matter."""
    homes_of_checks = {requirement.id: home_of_check(requirement) for requirement in CATALOGUE.values()}
    assert [id for id, path in homes_of_checks.items() if NO_REQUIREMENT & {path.stem, *path.parent.parts[1:]}] == []


@pytest.mark.parametrize("room", [CHECKS, FAULTS], ids=["checks", "faults"])
def test_no_folder_is_full(room):
    held = Counter(path.parent for path in homes(room))
    assert {str(folder): count for folder, count in held.items() if count > MOST} == {}
