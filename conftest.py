"""Makes a bare checkout work: the four rooms are importable, and their plugins are loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT / room) for room in ("spec", "reference_server", "conformance", "reports")]

from oaic_suite.entry import registered  # noqa: E402 - the rooms were not importable before

# The same names as the entry points of an installed package, so that each is registered once.
PLUGINS = ("oaic_server.testing", "oaic_suite.entry", "oaic_suite.plugin", "oaic_reports.plugin")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Not by `pytest_plugins`: that is an error where this is not the conftest of the rootdir."""
    for name in PLUGINS:
        if not registered(pluginmanager, name):
            pluginmanager.import_plugin(name)
