"""A target that limits the rate of requests is waited for where that is worth it; its limit fails nothing."""

from __future__ import annotations

import pytest
from nested import reference_server, warm_certify
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.target import Target

PART = ("--only=headers.request-id", "--only=headers.ratelimit", "--only=models")


@pytest.mark.slow
def test_a_short_wait_is_waited_for():
    with reference_server("--rate-limit-requests=60") as base_url:
        target = Target(base_url, Client(Deadlines.within(20.0)))
        statuses = {target.ask("listModels").status for _ in range(62)}
        target.leave()
    assert (statuses, target.pace.waited > 0) == ({200}, True)


@pytest.mark.slow
def test_a_long_wait_settles_nothing_and_fails_nothing(tmp_path):
    with reference_server("--rate-limit-requests=9") as base_url:
        ended = warm_certify(base_url, *PART, directory=tmp_path)
    rows = [row for row in ended.document["requirements"] if row["verdict"] != "not_run"]
    assert {row["verdict"] for row in rows} <= {"pass", "not_applicable", "inconclusive"}
    assert {row["cause"] for row in rows if row["verdict"] == "inconclusive"} == {"rate-limited"}
    assert ended.exit_code == 11
    assert "the server limits the rate of requests: a key with higher limits" in ended.said
