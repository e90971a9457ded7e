"""What the suite tells others: that a run is about to begin, and what it came to."""

from __future__ import annotations

import pytest

from oaic_suite.judging.document import run_json


@pytest.hookspec
def pytest_conformance_started(config: pytest.Config) -> None:
    """Before the first request: whoever will not be able to tell the run raises pytest.UsageError."""


@pytest.hookspec
def pytest_conformance_finished(config: pytest.Config, run: run_json.Run) -> None:
    """`run` is the whole of run.json."""


@pytest.hookspec
def pytest_conformance_kept(config: pytest.Config, run: run_json.Run) -> None:
    """The same while a run is under way, and `truncated`: what is left of it where it is killed."""
