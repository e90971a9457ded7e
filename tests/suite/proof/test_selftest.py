"""The suite proves itself: every fault is killed for the right reason, and every oddity is harmless."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from oaic_suite.proof.faults import Fault, listed_faults
from oaic_suite.proof.kill_matrix import prove, summary
from oaic_suite.proof.outcome import weighed
from oaic_suite.proof.trial import leave_bench, target_with
from test_seeded import SEEDED


@pytest.fixture(scope="module")
def matrix():
    """The whole kill matrix, which takes minutes: made once."""
    return prove(jobs=os.cpu_count() or 1)


@pytest.mark.thorough
def test_the_kill_matrix_is_clean(matrix):
    assert matrix["clean"], summary(matrix)


@pytest.mark.thorough
def test_each_seeded_defect_is_found_by_its_requirement_and_no_stranger(matrix):
    """A fault may declare what falls with it, with a reason; anything else that fails is a stranger."""
    faults = [fault for fault in matrix["faults"] if fault["id"] in SEEDED.values()]
    assert [(fault["id"], fault["outcome"], fault["note"]) for fault in faults if fault["outcome"] != "killed"] == []
    assert len(faults) == len(SEEDED)


def test_there_are_fifteen_benign_variants_and_more():
    assert len([fault for fault in listed_faults() if fault.kind == "benign"]) >= 15


FAULT = Fault("a.b", "fault", "reply", "It breaks.", "a.b", {"a.c": "a reason"}, None)
PLACE = {"exchange": "x1", "pointer": "/a"}


def record(requirement_id, verdict, **more):
    told = {"expected": "1", "observed": "2", "where": PLACE} if verdict == "fail" else {}
    return {"id": requirement_id, "name": "", "verdict": verdict, "reason": "r", "expected": None} | told | more


@pytest.mark.parametrize(
    ("records", "outcome"),
    [
        ([record("a.b", "fail")], "killed"),
        ([record("a.b", "fail"), record("a.c", "fail")], "killed"),
        ([record("a.b", "pass")], "survived"),
        ([record("a.b", "inconclusive")], "survived"),
        ([record("a.c", "fail")], "survived"),
        ([record("a.b", "fail"), record("a.d", "fail")], "collateral"),
        ([record("a.b", "fail", observed=None)], "wrong_reason"),
        ([record("a.b", "fail", where=None)], "wrong_reason"),
        ([record("a.b", "fail"), record("a.d", "error")], "broken"),
        ([record("a.b", "pass"), record("a.b", "fail", name="streamed")], "killed"),
    ],
)
def test_what_becomes_of_a_fault(records, outcome):
    assert weighed(FAULT, records)["outcome"] == outcome


def test_a_survivor_says_what_its_requirement_came_to_and_why():
    survived = weighed(FAULT, [record("a.b", "inconclusive", reason="it took too long"), record("a.b", "pass")])
    assert survived["note"] == "inconclusive: it took too long; pass: r"


def cause(*broken):
    return {"key": broken[0], "title": f"It is {broken[0]}", "broken": [*broken]}


@pytest.mark.parametrize(
    ("causes", "outcome", "note"),
    [
        ([cause("a.b")], "killed", None),
        ([cause("a.c", "a.b"), cause("a.d")], "killed", None),
        ([cause("a.d"), cause("a.b")], "misdiagnosed", "It is a.d; It is a.b"),
        ([cause("a.b"), cause("a.d"), cause("a.e")], "misdiagnosed", "It is a.b; It is a.d; It is a.e"),
        ([], "misdiagnosed", "no cause"),
    ],
)
def test_a_fault_is_the_first_of_few_causes(causes, outcome, note):
    found = weighed(FAULT, [record("a.b", "fail")], causes=causes)
    assert (found["outcome"], found["note"]) == (outcome, note)


@pytest.fixture(scope="module", autouse=True)
def left():
    """The server that faults are tried on ends with these tests."""
    yield
    leave_bench()


def test_each_fault_is_tried_with_the_room_of_a_whole_run():
    """Answers kept for the faults before it leave no less room for what is answered now."""
    first = target_with("a.b").client.stock
    assert target_with("a.b").client.stock is not first


def test_what_fails_on_what_it_did_not_ask_for_kills_nothing_and_is_told():
    survived = weighed(FAULT, [record("a.b", "pass")], [record("a.b", "fail")])
    killed = weighed(FAULT, [record("a.b", "fail")], [record(id, "fail") for id in ("a.b", "a.c", "a.d")])
    assert [(found["outcome"], found["elsewhere"]) for found in (survived, killed)] == [
        ("survived", []),
        ("killed", ["a.d"]),
    ]


def test_a_benign_variant_is_harmful_when_it_fails_something_anywhere():
    benign = replace(FAULT, kind="benign", requirement=None)
    assert weighed(benign, [record("a.b", "pass")], [record("a.b", "fail")])["outcome"] == "harmful"


def test_a_benign_variant_is_harmful_when_it_fails_something():
    benign = replace(FAULT, kind="benign", requirement=None)
    assert weighed(benign, [record("a.b", "fail")])["outcome"] == "harmful"
    assert weighed(benign, [record("a.b", "error")])["outcome"] == "broken"
    assert weighed(benign, [record("a.b", "inconclusive")])["outcome"] == "harmless"
