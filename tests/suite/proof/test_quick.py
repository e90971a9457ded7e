"""The quick part notices: each of its rows meets a fault that turns it red, asked in no more ways than it asks."""

from __future__ import annotations

import pytest
from oaic_suite.asking.survey.preflight import preflight
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.selecting.part import quick, quick_part
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import Verdict
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.trial import leave_bench, target_with

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module", autouse=True)
def left():
    """The server that faults are tried on ends with these tests."""
    yield
    leave_bench()


@pytest.fixture(scope="module")
def faults():
    return listed_faults()


def verdicts(requirement, fault_id):
    target = target_with(fault_id)
    preflight(target)
    stage = Stage(target)
    return {stage.judge(requirement, choice).verdict for choice in quick_part().variants(requirement).values()}


@pytest.mark.parametrize("id", quick()["requirements"])
def test_a_row_of_the_quick_part_meets_a_fault_there(id, faults):
    requirement = catalogue()[id]
    assert verdicts(requirement, "") == {Verdict.PASS}
    own = [fault.id for fault in faults if fault.requirement == id]
    assert any(Verdict.FAIL in verdicts(requirement, fault_id) for fault_id in own)
