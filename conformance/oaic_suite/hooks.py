"""What the suite tells others: one hook, when a run has ended."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.hookspec
def pytest_conformance_finished(config: pytest.Config, run: dict[str, Any]) -> None:
    """`run` is the whole of run.json; called again, `truncated`, while a run is under way."""
