"""Makes a bare checkout work: the four rooms are importable, and their plugins are loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT / room) for room in ("spec", "reference_server", "conformance", "reports")]

# The same names as the entry points of an installed package, so that each is registered once.
PLUGINS = ("oaic_server.testing", "oaic_suite.plugin.entry", "oaic_suite.plugin.run", "oaic_reports.plugin")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Not by `pytest_plugins`: that is an error where this is not the conftest of the rootdir."""
    loaded = {getattr(plugin, "__name__", None) for plugin in pluginmanager.get_plugins()}
    for name in PLUGINS:
        if name not in loaded:
            pluginmanager.import_plugin(name)
            loaded.update(getattr(plugin, "__name__", None) for plugin in pluginmanager.get_plugins())
