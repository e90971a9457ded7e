"""The inert half of the pytest plugin: it makes `pytest conformance` find the installed checks.

Loaded in every pytest run of an environment, so it imports nothing heavy and does nothing unless the
checks were named on the command line.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

ARGUMENT = "conformance"
CHECKS = Path(__file__).parents[1] / "checks"
ADDRESS = "--base-url"
remarks_key = pytest.StashKey[list[str]]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    here = early_config.invocation_params.dir
    remarks = early_config.stash.setdefault(remarks_key, [])
    for position, argument in enumerate(args):
        if not argument.startswith("-") and not follows_option(args, position):
            args[position] = taken(here, argument, args, remarks)
            if installed_twin(here / argument / ARGUMENT):
                args.append(str(CHECKS))
    if any(names_checks(here, argument) for argument in args):
        load(early_config.pluginmanager)


def pytest_configure(config: pytest.Config) -> None:
    """Not before: while conftests are loaded, pytest captures what is said."""
    if not hasattr(config, "workerinput"):
        sys.stderr.writelines(f"{remark}\n" for remark in config.stash.get(remarks_key, []))


def taken(here: Path, argument: str, args: Sequence[str], remarks: list[str]) -> str:
    """What an argument stands for: the checks of this installation, or what is there by that name."""
    there, colons, item = argument.partition("::")
    if argument == ARGUMENT and not (here / there).exists():
        return str(CHECKS)
    if twin := installed_twin(here / there):
        remarks.append(
            f"{argument}: the checks of the installed openai-conformance are taken, {twin}, not this checkout's"
        )
        return f"{twin}{colons}{item}"
    if argument == ARGUMENT and not names_checks(here, argument) and any(word.startswith(ADDRESS) for word in args):
        remarks.append(
            f"{argument}: the directory of this project is taken, and no server is certified; "
            "`oaic certify URL` does that, or `pytest --pyargs oaic_suite.checks`"
        )
    return argument


def installed_twin(path: Path) -> Path | None:
    """Where the checks that a path names lie in this installation, if the path is another checkout's."""
    path = path.resolve()
    rooms = [room for room in (path, *path.parents) if room.name == ARGUMENT] if path.exists() else []
    for other in (room / CHECKS.parent.name / CHECKS.name for room in rooms):
        if other.is_dir() and not other.samefile(CHECKS):
            return CHECKS / path.relative_to(other) if path.is_relative_to(other) else CHECKS
    return None


# Options whose value may stand apart from them; a test holds this against the table of options.
WITH_A_VALUE = ("-k", "-m", "-p", "--base-url", "--api-key", "--api-key-env", "--model", "--report-dir")
SWITCHES = ("--oaic-embedded", "--oaic-quick", "--oaic-plan", "--oaic-json", "--oaic-insecure")


def follows_option(args: list[str], position: int) -> bool:
    before = args[position - 1] if position else ""
    return before in WITH_A_VALUE or (before.startswith("--oaic-") and "=" not in before and before not in SWITCHES)


def names_checks(here: Path, argument: str) -> bool:
    if argument.split(".")[0] == "oaic_suite":
        return True
    if argument.startswith("-"):
        return False
    path = (here / argument.split("::")[0]).resolve()
    return path == CHECKS or path in CHECKS.parents or CHECKS in path.parents


def alone(config: pytest.Config) -> bool:
    """Whether a run holds our checks and no other tests."""
    return holds_checks_alone(config.invocation_params.dir, tuple(map(str, config.args)))


@functools.cache
def holds_checks_alone(here: Path, arguments: tuple[str, ...]) -> bool:
    """Asked after every test, and the same each time."""
    paths = [(here / argument.partition("::")[0]).resolve() for argument in arguments]
    rooms = [CHECKS, *CHECKS.parents[:2]]
    return bool(paths) and all(path in rooms or CHECKS in path.parents for path in paths)


def load(manager: pytest.PytestPluginManager) -> None:
    """Registers the other half, and where it is installed the plugin that owns --base-url, each once."""
    for name in ("pytest_base_url.plugin", "oaic_suite.plugin.run"):
        if find_spec(name.partition(".")[0]) and not registered(manager, name):
            manager.import_plugin(name)


def registered(manager: pytest.PytestPluginManager, module_name: str) -> bool:
    return any(getattr(plugin, "__name__", None) == module_name for plugin in manager.get_plugins())
