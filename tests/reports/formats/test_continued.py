"""What a run took over of others is told in every report that people read."""

from __future__ import annotations

import pytest
from golden import broken, conformant
from oaic_reports.formats.index import FORMATS
from oaic_reports.terminal.brief import brief
from oaic_reports.words.continued import continued
from unpacked import texts, unpacked

SAID = "1 row of the run of 2026-05-01 10:20:30 UTC (report/run.json) stand as they were judged there"


def taken_over(run, row):
    part = {"file": "report/run.json", "started": "2026-05-01T10:20:30.000Z", "requests": 7, "rows": [row["id"]]}
    return run | {"continued": [part]}


def test_a_run_that_stands_alone_says_nothing():
    assert continued(conformant()) is None


@pytest.mark.parametrize(
    "told", [brief, *map(FORMATS.get, ("text", "markdown", "html"))], ids=["brief", "text", "markdown", "html"]
)
def test_it_is_told(told):
    run = conformant()
    assert SAID in " ".join(told(taken_over(run, run["requirements"][0])).split()).replace("\\", "")


def test_each_row_says_where_it_was_judged():
    run = broken()
    red = next(row for row in run["requirements"] if row["verdict"] == "fail")
    told = "".join(texts(unpacked(FORMATS["html"](taken_over(run, red)))))
    assert "the run of 2026-05-01 10:20:30 UTC (report/run.json)" in told
