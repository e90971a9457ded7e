"""Makes a bare checkout work: the four rooms are importable, and their plugins are loaded."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT / room) for room in ("spec", "reference_server", "conformance", "reports")]

# The same names as the entry points of an installed package, so that each is registered once.
pytest_plugins = ["oaic_server.testing", "oaic_suite.entry", "oaic_suite.plugin", "oaic_reports.plugin"]
