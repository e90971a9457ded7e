"""Runs that are cut short say so, however they were started."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import hostile
import nested
import pytest
from nested import environment

pytestmark = pytest.mark.thorough

# A shell starts what runs in the background deaf to Ctrl-C.
INTERRUPTIBLE = "import signal, sys, pytest; signal.signal(2, signal.default_int_handler); sys.exit(pytest.main())"


def slowly(asked):
    yield 0.05
    yield from hostile.honest(asked)


CERTIFYING, TESTING = (nested.CERTIFY,), (INTERRUPTIBLE, "conformance")


@pytest.mark.parametrize(
    ("blow", "started_as"),
    [(signal.SIGKILL, TESTING), (signal.SIGINT, TESTING), (signal.SIGTERM, CERTIFYING)],
    ids=["killed", "interrupted", "terminated"],
)
def test_a_run_that_is_cut_short_says_so(blow, started_as, tmp_path):
    with hostile.serving(slowly) as url:
        words = [sys.executable, "-c", *started_as, "--base-url", url, "--report-dir=report"]
        with subprocess.Popen(words, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE) as started:
            kept = tmp_path / "report" / "run.json"
            while not kept.exists():
                assert started.poll() is None
                time.sleep(0.01)
            started.send_signal(blow)
            started.communicate(timeout=nested.GUARD)
    document = json.loads(kept.read_text("utf-8"))
    assert document["truncated"]
    assert (document["conclusion"], document["exit_code"]) == ("truncated", 10)
    assert started.returncode == (-blow if blow is signal.SIGKILL else 10)


def test_a_survey_that_is_cut_short_says_so_too(tmp_path):
    """By Ctrl-C, without a word about where in a library that was."""
    with hostile.serving(slowly) as url:
        words = [sys.executable, "-c", INTERRUPTIBLE, "conformance", "--base-url", url, "--report-dir=report"]
        with subprocess.Popen(words, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True) as started:
            assert "certifying" in started.stdout.readline()
            started.send_signal(signal.SIGINT)
            said, _ = started.communicate(timeout=nested.GUARD)
    document = json.loads((tmp_path / "report" / "run.json").read_text("utf-8"))
    assert (started.returncode, document["conclusion"]) == (10, "truncated")
    assert {row["verdict"] for row in document["requirements"]} == {"not_run"}
    assert ".py" not in said
