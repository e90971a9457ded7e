"""What the pytest entry points cost those who do not use them: nothing but their own files."""

from __future__ import annotations

import subprocess
import sys

import pytest

OWN = {
    "oaic_server.testing": {"oaic_server", "oaic_server.testing"},
    "oaic_suite.plugin.entry": {"oaic_suite", "oaic_suite.plugin", "oaic_suite.plugin.entry"},
}
PROBE = """
import sys, pytest
before = set(sys.modules)
import {}
print(*set(sys.modules) - before)
"""


def loaded(entry):
    """The modules that a fresh process with pytest in it loads for an entry point."""
    probe = subprocess.run([sys.executable, "-c", PROBE.format(entry)], capture_output=True, text=True, check=True)
    return set(probe.stdout.split())


@pytest.mark.parametrize("entry", OWN)
def test_an_entry_point_loads_its_own_file_and_the_standard_library(entry):
    found = loaded(entry)
    assert {name for name in found if name.startswith("oaic_")} == OWN[entry]
    assert {name for name in found - OWN[entry] if name.partition(".")[0] not in sys.stdlib_module_names} == set()
