"""A process of its own draws: the same as in ours, and it ends with us."""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib.util import find_spec

import pytest
from nested import environment
from oaic_suite.fuzz import apart, engine

pytestmark = pytest.mark.skipif(not find_spec("schemathesis"), reason="schemathesis is not installed")
GUARD = 60  # seconds: it only ends a hang
ENDED = """
import os
from oaic_suite.fuzz import apart
apart.drawn("listModels", 5, 1)
os.kill(os.getpid(), 9)
"""


def test_it_draws_what_we_would():
    assert apart.drawn("listModels", 5, 1) == engine.drawn("listModels", 5, 1)


def test_what_the_engine_raises_is_told_and_ends_nothing():
    with pytest.raises(apart.DrawingFailed, match="KeyError"):
        apart.drawn("nothing", 5, 1)
    assert apart.drawn("listModels", 5, 2)


def test_a_drawing_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "LONGEST", 0.0)
    with pytest.raises(apart.DrawingFailed, match="has ended"):
        apart.drawn("createResponse", 5, 4)


def test_a_process_that_has_ended_is_told_and_another_started():
    first = apart.drawer()
    first.kill()
    first.wait()
    with pytest.raises(apart.DrawingFailed, match="has ended"):
        apart.drawn("listModels", 5, 3)
    assert apart.drawn("listModels", 5, 3)
    assert apart.drawer().pid != first.pid


def test_it_ends_when_we_are_killed():
    """Its standard error is ours as well: what waits for the end of that waits for its end."""
    ended = subprocess.run([sys.executable, "-c", ENDED], env=environment(), capture_output=True, timeout=GUARD)
    assert ended.returncode == -signal.SIGKILL
