"""A broken server is diagnosed: its causes are few, the first is that of the fault, and faults do not run together."""

from __future__ import annotations

import random

import pytest
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.causes.family import family_of
from oaic_suite.judging.profile import drawn_anew, lacking
from oaic_suite.judging.verdict import SCORED
from oaic_suite.proof.diagnosis import diagnosed, sound
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.trial import leave_bench

SEED, DRAWN, TOGETHER = 20261128, 4, 24
NEAR = "embeddings."  # where a few are drawn from for every run of the tests


def tried():
    """All faults of what is scored, but for those of what is not installed, or is drawn at random itself."""
    faults = [fault for fault in listed_faults() if fault.kind == "fault" and scored(fault.requirement)]
    return [fault for fault in faults if not lacking(fault.requirement) and not drawn_anew(fault.requirement)]


def scored(requirement_id):
    return requirement_id in catalogue() and catalogue()[requirement_id].level in SCORED


def drawn(faults, number):
    return random.Random(SEED).sample(faults, min(number, len(faults)))


def apart(faults, number):
    """So many pairs and triples, no two of a family."""
    rng = random.Random(SEED)
    while number:
        some = rng.sample(faults, rng.choice((2, 3)))
        if len({family_of(fault.requirement).name for fault in some}) == len(some):
            number -= 1
            yield some


def ids(faults):
    return "+".join(fault.id for fault in faults)


def check_one(fault, healthy):
    found = diagnosed([fault], healthy)
    assert 1 <= len(found) <= 2, [cause["title"] for cause in found]
    assert fault.requirement in found[0]["broken"]


def check_several(faults, healthy):
    """Each is told under the key that it has alone; but for what one of them leaves no trace of."""
    found = diagnosed(faults, healthy)
    together = {fault.requirement: keys for fault in faults if (keys := own_keys(fault, found))}
    alone = {fault.requirement: own_keys(fault, diagnosed([fault], healthy)) for fault in faults}
    assert together != {}
    assert together == {id: alone[id] for id in together}


def own_keys(fault, found):
    return [cause["key"] for cause in found if fault.requirement in cause["broken"]]


# --- a few, each time ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def near():
    yield sound(NEAR)
    leave_bench()


NEARBY = [fault for fault in tried() if fault.id.startswith(NEAR)]


@pytest.mark.parametrize("fault", drawn(NEARBY, DRAWN), ids=lambda fault: fault.id)
def test_a_fault_is_the_first_of_its_causes(fault, near):
    check_one(fault, near)


@pytest.mark.parametrize("faults", list(apart(NEARBY, DRAWN // 2)), ids=ids)
def test_faults_do_not_run_together(faults, near):
    check_several(faults, near)


# --- all of them ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def healthy():
    yield sound()
    leave_bench()


@pytest.mark.thorough
@pytest.mark.parametrize("fault", tried(), ids=lambda fault: fault.id)
def test_every_fault_is_the_first_of_its_causes(fault, healthy):
    check_one(fault, healthy)


@pytest.mark.thorough
@pytest.mark.parametrize("faults", list(apart(tried(), TOGETHER)), ids=ids)
def test_faults_of_different_families_do_not_run_together(faults, healthy):
    check_several(faults, healthy)
