"""A broken server is diagnosed: its causes are few, the first is that of the fault, and faults do not run together.

That every single fault is the first of its causes is a matter of the kill matrix: `misdiagnosed`.
"""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
from oaic_suite.asking.bounds.breaker import Breaker
from oaic_suite.judging.causes.family import families, family_of
from oaic_suite.judging.selecting.profile import lacking
from oaic_suite.judging.stage import Stage
from oaic_suite.proof.baseline import Extent, Heard
from oaic_suite.proof.diagnosis import untouched
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.sound import amiss, sound
from oaic_suite.proof.trial import diagnosed, leads_to_causes, leave_bench, target_with

SEED, DRAWN, TOGETHER = 20261128, 4, 24
NEAR = "embeddings."  # where a few are drawn from for every run of the tests


def tried():
    """All faults that lead to causes, but for those of what is not installed."""
    return [fault for fault in listed_faults() if leads_to_causes(fault) and not lacking(fault.requirement)]


def drawn(faults, number):
    return random.Random(SEED).sample(faults, min(number, len(faults)))


def apart(faults, number):
    """So many pairs and triples, no two of one place."""
    rng = random.Random(SEED)
    while number:
        some = rng.sample(faults, rng.choice((2, 3)))
        if len({place(fault) for fault in some}) == len(some):
            number -= 1
            yield some


def beside(faults, number):
    """So many pairs of one place, of different requirements, that can be put into one server."""
    rng = random.Random(SEED)
    places = {}
    for fault in faults:
        if is_one(place(fault)):
            places.setdefault(place(fault), []).append(fault)
    several = sorted(name for name, some in places.items() if len({fault.requirement for fault in some}) > 1)
    while number:
        one, other = rng.sample(places[rng.choice(several)], 2)
        if one.requirement != other.requirement:
            number -= 1
            yield [one, other]


def place(fault):
    """Where it is mended: the name of its family, or what it breaks where that is of none."""
    family = family_of(fault.requirement)
    return family.name if family else fault.requirement


def is_one(name):
    """Whether whatever is wrong at a place is one cause; elsewhere kinds of deviation are, or parts of requests."""
    family = families().get(name)
    return family is not None and family.apart


def ids(faults):
    return "+".join(fault.id for fault in faults)


def check_one(fault, healthy):
    found = diagnosed([fault], healthy)
    assert 1 <= len(found) <= 2, [cause["title"] for cause in found]
    assert fault.requirement in found[0]["broken"]


def check_several(faults, healthy):
    """None is lost, and each that shows is told under the key that it has alone, so no cause is about two of them."""
    found = diagnosed(faults, healthy)
    alone = {fault.requirement: broken_in(fault, diagnosed([fault], healthy)) for fault in faults}
    together = {fault.requirement: keys for fault in faults if (keys := broken_in(fault, found))}
    assert [fault.id for fault in faults if not is_told(fault, found)] == []
    assert together == {id: alone[id] for id in together}


def check_one_place(faults, healthy):
    """None is lost, and those that show are one cause."""
    found = diagnosed(faults, healthy)
    assert [fault.id for fault in faults if not is_told(fault, found)] == []
    assert len({key for fault in faults for key in broken_in(fault, found)}) == 1


def is_told(fault, found):
    """Whether what it breaks is red, or hidden by what is."""
    return any(fault.requirement in cause["broken"] + cause["hidden"] for cause in found)


def broken_in(fault, found):
    return [cause["key"] for cause in found if fault.requirement in cause["broken"]]


# --- what is known of requests that are not sent again ------------------------------------------------


def heard(id, body=None):
    return Heard((id,), {"id": id, "request": {"body": body}})


def test_what_a_fault_would_answer_otherwise_is_not_taken_for_answered():
    stage = SimpleNamespace(asked=[SimpleNamespace(exchange=SimpleNamespace(request=SimpleNamespace(body=b"{}")))])
    baseline = SimpleNamespace(heard=[heard("touched"), heard("again", "{}"), heard("kept", "[]")])
    extent = Extent(everywhere=False, touched=frozenset({("touched",)}))
    assert [each.exchange["id"] for each in untouched(stage, extent, baseline)] == ["kept"]


# --- a few, each time ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def near():
    yield sound(NEAR)
    leave_bench()


NEARBY = [fault for fault in tried() if fault.id.startswith(NEAR)]


@pytest.mark.slow
@pytest.mark.parametrize("fault", drawn(NEARBY, DRAWN), ids=lambda fault: fault.id)
def test_a_fault_is_the_first_of_its_causes(fault, near):
    check_one(fault, near)


@pytest.mark.slow
@pytest.mark.parametrize("faults", list(apart(NEARBY, DRAWN // 2)), ids=ids)
def test_faults_do_not_run_together(faults, near):
    check_several(faults, near)


@pytest.mark.slow
@pytest.mark.parametrize("faults", list(beside(NEARBY, DRAWN // 2)), ids=ids)
def test_faults_of_one_place_are_one_cause(faults, near):
    check_one_place(faults, near)


@pytest.mark.slow
def test_a_server_that_was_not_heard_out_is_not_taken_for_sound(near):
    stage = Stage(target_with(""))
    assert amiss(stage, near) == []
    stage.target.breaker = Breaker(sentence="the target stopped answering")
    assert amiss(stage, near) == ["the target stopped answering"]


# --- of all of them ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def healthy():
    yield sound()
    leave_bench()


@pytest.mark.thorough
@pytest.mark.parametrize("faults", list(apart(tried(), TOGETHER)), ids=ids)
def test_faults_of_different_places_do_not_run_together_and_none_is_lost(faults, healthy):
    check_several(faults, healthy)


@pytest.mark.thorough
@pytest.mark.parametrize("faults", list(beside(tried(), TOGETHER)), ids=ids)
def test_faults_of_any_one_place_are_one_cause(faults, healthy):
    check_one_place(faults, healthy)
