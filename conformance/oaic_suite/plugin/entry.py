"""The inert half of the pytest plugin: it makes `pytest conformance` find the installed checks.

Loaded in every pytest run of an environment, so it imports nothing heavy and does nothing unless the
checks were named on the command line.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

ARGUMENT = "conformance"
CHECKS = Path(__file__).parents[1] / "checks"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    here = early_config.invocation_params.dir
    for position, argument in enumerate(args):
        if argument == ARGUMENT and not (here / ARGUMENT).exists() and not follows_option(args, position):
            args[position] = str(CHECKS)
    if any(names_checks(here, argument) for argument in args):
        load(early_config.pluginmanager)


# Options whose value may stand apart from them; a test holds this against the table of options.
WITH_A_VALUE = ("-k", "-m", "-p", "--base-url", "--api-key", "--api-key-env", "--model", "--report-dir")
SWITCH = "--oaic-insecure"


def follows_option(args: list[str], position: int) -> bool:
    before = args[position - 1] if position else ""
    return before in WITH_A_VALUE or (before.startswith("--oaic-") and "=" not in before and before != SWITCH)


def names_checks(here: Path, argument: str) -> bool:
    if argument.split(".")[0] == "oaic_suite":
        return True
    if argument.startswith("-"):
        return False
    path = (here / argument.split("::")[0]).resolve()
    return path == CHECKS or path in CHECKS.parents or CHECKS in path.parents


def load(manager: pytest.PytestPluginManager) -> None:
    """Registers the other half, and the plugin that owns --base-url, each once."""
    for name in ("pytest_base_url.plugin", "oaic_suite.plugin.run"):
        if find_spec(name) and not registered(manager, name):
            manager.import_plugin(name)


def registered(manager: pytest.PytestPluginManager, module_name: str) -> bool:
    return any(getattr(plugin, "__name__", None) == module_name for plugin in manager.get_plugins())
