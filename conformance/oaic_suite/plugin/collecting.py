"""How pytest finds the checks: each is an item of our own, whatever patterns and markers a host project has."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from oaic_suite.judging.catalogue import CHECKS, catalogue
from oaic_suite.judging.conversation import Choice, asked_last
from oaic_suite.judging.judge import Judgement
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.part import Part
from oaic_suite.plugin.asked import part_asked
from oaic_suite.plugin.settings.resolved import Resolved
from oaic_suite.plugin.stash import controller_key, settled_key


class Check(pytest.Item):
    """One requirement, asked about one choice of variants; named by its id."""

    judged: Judgement

    def __init__(self, *, requirement: Requirement, variant: str, choice: Choice, **of_pytest: Any) -> None:
        super().__init__(**of_pytest)
        self.requirement, self.variant, self.choice = requirement, variant, choice
        self.extra_keyword_matches.add(requirement.check.__name__)

    def runtest(self) -> None:
        """`reporting` judges it, and tells."""

    def reportinfo(self) -> tuple[Path, int, str]:
        # Of what is called as its node pytest writes the dots as colons, and nobody could ask for the id again.
        titled = f"{self.name} ({self.requirement.level})"
        return self.path, self.requirement.check.__code__.co_firstlineno - 1, titled


class CheckFile(pytest.File):
    def collect(self) -> Iterator[Check]:
        part, profiles = wanted(self.config)
        for requirement in in_file(self.path):
            if part.why_out(requirement.id, profiles) is None:
                for variant, choice in part.variants(requirement).items():
                    name = item_name(requirement, variant)
                    yield Check.from_parent(self, name=name, requirement=requirement, variant=variant, choice=choice)


def wanted(config: pytest.Config) -> tuple[Part, tuple[str, ...]]:
    """The part that is asked for and the profiles; where only collecting is done, nothing is settled."""
    if settled := config.stash.get(settled_key, None):
        return settled.part, settled.profiles
    found = Resolved.of(config)
    return part_asked(found.asked, found.again), found.asked.profiles


def in_file(path: Path) -> list[Requirement]:
    return files().get(path, [])


@cache
def files() -> dict[Path, list[Requirement]]:
    """The requirements by the file of their checks, in the order they stand in."""
    found: dict[Path, list[Requirement]] = {}
    for requirement in sorted(catalogue().values(), key=lambda requirement: requirement.check.__code__.co_firstlineno):
        found.setdefault(Path(requirement.check.__code__.co_filename), []).append(requirement)
    return found


def item_name(requirement: Requirement, variant: str) -> str:
    return f"{requirement.id}[{variant}]" if variant else requirement.id


def ours(path: Path) -> bool:
    return path == CHECKS or CHECKS in path.parents


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    found = yield
    if not ours(file_path):
        return found
    return [CheckFile.from_parent(parent, path=file_path)] if in_file(file_path) else []


@pytest.hookimpl(tryfirst=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A folder of checks is no package of tests: nothing in it is imported by pytest."""
    return pytest.Dir.from_parent(parent, path=path) if ours(path) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What may wedge a server is asked when all else was, in whatever order that is."""
    items.sort(key=lambda item: isinstance(item, Check) and asked_last(item.requirement, item.choice))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    controller = session.config.stash.get(controller_key, None)
    if controller is None:
        return
    for item in session.items:
        if isinstance(item, Check):
            controller.run.selection.choose(item.requirement.id, item.variant)
    if controller.run.failure or controller.interrupted:
        # Nothing can be judged: every row is not run, and there is no need to say so thousands of times.
        session.items[:] = [item for item in session.items if not isinstance(item, Check)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: Iterable[str]) -> None:
    """An xdist controller does not collect: it reads what will be judged from its workers' ids."""
    controller = node.config.stash.get(controller_key, None)
    if controller is None:
        return
    for node_id in ids:
        requirement_id, _, variant = node_id.rpartition("::")[2].removesuffix("]").partition("[")
        if requirement_id in catalogue():
            controller.run.selection.choose(requirement_id, variant)
