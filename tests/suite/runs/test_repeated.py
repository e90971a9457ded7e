"""The same server gets the same verdicts, however often it is asked and in whatever order."""

from __future__ import annotations

import pytest
from nested import pytest_run

pytestmark = pytest.mark.thorough
ORDERS = (
    ["-p", "no:randomly"],
    ["-p", "randomly", "--randomly-seed=1"],
    ["-p", "randomly", "--randomly-seed=2"],
    ["-p", "no:randomly", "-n", "2"],
)


def test_every_row_has_one_verdict(tmp_path_factory):
    """The embedded server makes ids, dates and keys of its own for each run; no verdict depends on them."""
    runs = [pytest_run("conformance", *order, directory=tmp_path_factory.mktemp("run")) for order in ORDERS]
    assert [run.exit_code for run in runs] == [0] * len(ORDERS), runs[0].said
    assert [run.document["selection"] for run in runs] == [None] * len(ORDERS)
    assert [run.verdicts for run in runs[1:]] == [runs[0].verdicts] * (len(ORDERS) - 1)
