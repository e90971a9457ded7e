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


@pytest.mark.parametrize("requirement", CATALOGUE.values(), ids=str)
def test_a_check_lies_where_its_id_says(requirement):
    assert home_of_check(requirement) == home(requirement.id, CHECKS)


@pytest.mark.parametrize(
    "requirement", [requirement for requirement in CATALOGUE.values() if requirement.level in SCORED], ids=str
)
def test_every_scored_requirement_has_a_fault(requirement):
    """Without running any: the kill matrix shows whether it bites."""
    path = home_of_check(requirement)
    hint = f"write one in {FAULTS.relative_to(FAULTS.parents[2]) / path}: @fault({requirement.id!r})"
    assert requirement.id in {fault.requirement for fault in KNOWN.values()}, hint


@pytest.mark.parametrize("fault", KNOWN.values(), ids=lambda fault: fault.id)
def test_a_fault_lies_on_the_path_of_its_check(fault):
    if fault.requirement is None:
        assert home_of_fault(fault) == home(fault.id, FAULTS)
    else:
        assert fault.requirement in CATALOGUE, "there is no such requirement"
        assert home_of_fault(fault) == home_of_check(CATALOGUE[fault.requirement])


def test_surfaces_conversations_and_readings_state_nothing():
    """What a surface itself is called does not matter."""
    homes_of_checks = {requirement.id: home_of_check(requirement) for requirement in CATALOGUE.values()}
    assert [id for id, path in homes_of_checks.items() if NO_REQUIREMENT & {path.stem, *path.parent.parts[1:]}] == []


@pytest.mark.parametrize("room", [CHECKS, FAULTS], ids=["checks", "faults"])
def test_no_folder_is_full(room):
    held = Counter(path.parent for path in homes(room))
    assert {str(folder): count for folder, count in held.items() if count > MOST} == {}
