"""A server that is like another fails the rows that the other failed."""

from __future__ import annotations

import pytest
from oaic_server import faults
from oaic_server.faults.likeness import likenesses
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.judging.stage import Stage
from oaic_suite.proof.trial import everything, judged_on, leave_bench, target_with

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module", autouse=True)
def bench():
    yield
    leave_bench()


@pytest.mark.parametrize("name", likenesses())
def test_each_of_its_rows_is_red(name):
    wanted = {faults.find(id).requirement for id in likenesses()[name].faults}
    target = target_with(",".join(likenesses()[name].faults))
    assert preflight(target).failure is None
    survey(target)
    stage = Stage(target)
    rows = [row for row in everything() if row[0].id in wanted]
    red = {row[0].id for row in rows if judged_on(stage, row)["verdict"] == "fail"}
    assert wanted - red == set()
