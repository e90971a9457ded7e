"""How pytest finds the checks: whatever patterns and markers a host project has."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

from oaic_suite.catalogue import CHECKS, catalogue, variant_name, variants
from oaic_suite.conversation import CONVERSATIONS, asked
from oaic_suite.options import asked_profiles
from oaic_suite.profile import in_run, lacking
from oaic_suite.requirement import Requirement
from oaic_suite.stash import controller_key
from oaic_suite.verdict import NotRun


def ours(path: Path) -> bool:
    return CHECKS in path.parents


def requirement_of(item: pytest.Item) -> Requirement | None:
    return getattr(getattr(item, "function", None), "requirement", None)


def choice_of(item: pytest.Item) -> dict[str, str]:
    """The variant pytest chose of each conversation an item needs."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    return {name: value for name, value in params.items() if name in CONVERSATIONS}


def variant_of(item: pytest.Item, made: Requirement) -> str:
    """The variant's name as the catalogue has it, whatever order pytest put its parts in."""
    chosen = choice_of(item)
    return next((name for name, choice in variants(made).items() if choice == chosen), variant_name(chosen))


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    found = yield
    if not found and ours(file_path) and file_path.match("test_*.py"):
        found.append(pytest.Module.from_parent(parent, path=file_path))
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: pytest.Module, name: str, obj: object) -> list[pytest.Function] | None:
    made = getattr(obj, "requirement", None) if ours(collector.path) else None
    if made is None:
        return None
    return list(collector._genfunctions(name, obj)) if selected(made, collector.config) else []


def selected(made: Requirement, config: pytest.Config) -> bool:
    """What is not asked for is no part of the run, nor is what rests on something that is not installed."""
    only = tuple(config.getoption("oaic_only"))
    return (not only or made.id.startswith(only)) and in_run(made.id, asked_profiles(config), only)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What was asked for and is not installed is not run, and says what to install."""
    made = requirement_of(item)
    if made and (sentence := lacking(made.id)):
        raise NotRun(sentence, "not-installed")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items[:] = [item for item in items if wanted(item)]


def wanted(item: pytest.Item) -> bool:
    made = requirement_of(item)
    return made is None or asked(made, choice_of(item))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    controller = session.config.stash.get(controller_key, None)
    if controller is None:
        return
    for item in session.items:
        if made := requirement_of(item):
            controller.run.selection.choose(made.id, variant_of(item, made))
    if controller.run.failure:
        # Nothing can be judged: every row is not run, and there is no need to say so thousands of times.
        session.items[:] = [item for item in session.items if requirement_of(item) is None]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: Iterable[str]) -> None:
    """An xdist controller does not collect: it reads what will be judged from its workers' ids."""
    controller = node.config.stash.get(controller_key, None)
    if controller is None or controller.run.selection.chosen:
        return
    checks = {(Path(made.check.__code__.co_filename).name, made.check.__name__): made for made in catalogue().values()}
    for node_id in ids:
        path, _, function = node_id.rpartition("::")
        name, _, chosen = function.partition("[")
        if made := checks.get((Path(path).name, name)):
            controller.run.selection.choose(made.id, spelled(made, chosen.removesuffix("]")))


def spelled(made: Requirement, chosen: str) -> str:
    parts = sorted(chosen.split("-"))
    return next((name for name in variants(made) if sorted(name.split("-")) == parts), chosen)
