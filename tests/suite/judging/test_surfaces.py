"""What is missing of an endpoint is named: each operation of the contract, and each surface, has all that it needs."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import oaic_suite
import pytest
from oaic_server.faults import known
from oaic_spec import contract
from oaic_suite.asking.form import attached
from oaic_suite.asking.surface import capability_of, plains, probes, routes, surfaces
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.selecting.profile import profiles

SUITE = Path(oaic_suite.__file__).parent
OPERATIONS = contract().operations
CATALOGUE = catalogue()


def about(operation):
    return [requirement for requirement in CATALOGUE.values() if requirement.on == operation]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_has_a_surface(operation):
    assert operation in plains(), "name it in the surface.py of a folder of checks"
    assert capability_of(operation) in probes()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_has_an_owner_of_its_outcome(operation):
    assert [requirement.id for requirement in about(operation) if "@outcome" in requirement.owns] != []


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_has_a_residue_of_its_schema(operation):
    """One check judges what no other owns: so nothing the contract says is overlooked, if it says anything."""
    owners = [requirement.id for requirement in about(operation) if requirement.id.endswith(".schema")]
    assert owners != [] or OPERATIONS[operation].response is None


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_has_a_fault(operation):
    broken = {fault.requirement for fault in known().values()}
    assert [requirement.id for requirement in about(operation) if requirement.id in broken] != []


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_plainest_request_keeps_the_contract(operation):
    plain, known = plains()[operation], OPERATIONS[operation]
    request = known.form if attached(plain.body) else known.request
    assert (plain.body is None) == (known.request is None)
    if request:
        body = ({"model": "m"} if plain.of_a_model else {}) | dict(plain.body)
        assert request.problems(json.loads(json.dumps(body))) == []


def test_there_is_a_route_to_each_operation_and_to_each_stream():
    found = {(route.operation, bool(route.members)) for route in routes().values()}
    at_once = {id: each for id, each in OPERATIONS.items() if plains()[id].made_by is None and not each.convention}
    assert found == {(id, streamed) for id, each in at_once.items() for streamed in {False, each.chunk is not None}}


@pytest.mark.parametrize("surface", surfaces(), ids=lambda surface: surface.name)
def test_a_surface_is_in_its_profile_and_has_checks(surface):
    assert surface.profile in profiles()
    assert [
        id for id in CATALOGUE if id.startswith(f"{surface.name}.") and profiles()[surface.profile].covers(id)
    ] != []


@pytest.mark.parametrize("surface", surfaces(), ids=lambda surface: surface.name)
def test_a_surface_is_called_as_its_folder(surface):
    assert (SUITE / "checks" / surface.name / "surface.py").exists()


def test_what_a_probe_needs_is_probed_before():
    seen: set[str] = set()
    for name, probe in probes().items():
        assert probe.needs is None or probe.needs in seen
        seen.add(name)


def test_a_need_of_a_profile_is_found_out():
    found = probes().keys() | {surface.name for surface in surfaces() if surface.survey}
    assert {need for profile in profiles().values() for need in profile.needs} - found == set()


def test_nothing_but_a_surface_names_an_operation():
    naming = {
        str(path.relative_to(SUITE))
        for path in SUITE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in contract().operations
    }
    assert {name for name in naming if Path(name).name != "surface.py"} == set()
