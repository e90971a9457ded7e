"""What the pytest entry point costs those who do not use it: nothing but its own file."""

from __future__ import annotations

import subprocess
import sys

import pytest

OWN = {"oaic_server", "oaic_server.testing"}
PROBE = """
import sys, pytest
before = set(sys.modules)
import oaic_server.testing
print(*set(sys.modules) - before)
"""


@pytest.fixture(scope="module")
def loaded():
    """The modules that a fresh process with pytest in it loads for the entry point."""
    probe = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    return set(probe.stdout.split())


def test_the_entry_point_loads_no_other_module_of_ours(loaded):
    assert {name for name in loaded if name.startswith("oaic_")} == OWN


def test_the_entry_point_loads_the_standard_library_only(loaded):
    assert {name for name in loaded - OWN if name.partition(".")[0] not in sys.stdlib_module_names} == set()
