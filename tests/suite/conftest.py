"""What takes minutes is made once."""

from __future__ import annotations

import os

import pytest
from oaic_suite.selftest import prove


@pytest.fixture(scope="session")
def matrix():
    """The whole kill matrix."""
    return prove(jobs=os.cpu_count() or 1)
