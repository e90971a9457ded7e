"""The pytest plugin: options, the target, the beginning and the end of a run.

`collecting` finds the checks and `reporting` turns pytest's reports into verdicts. Everything here
concerns the suite's own checks; other tests in the same run are left alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from importlib.metadata import entry_points
from typing import Any

import pytest

from oaic_suite.judging import run_json
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.plugin import hooks
from oaic_suite.plugin.controller import Controller
from oaic_suite.plugin.entry import load, names_checks, registered
from oaic_suite.plugin.options import add_to_pytest
from oaic_suite.plugin.settled import Settled
from oaic_suite.plugin.stash import controller_key, settled_key

pytest_plugins = ["oaic_suite.plugin.collecting", "oaic_suite.plugin.reporting"]
REFRESH = 2.0  # seconds between writings of an unfinished run, at least
SHARE = 20  # times as long as the last writing took


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(hooks)
    for entry in entry_points(group="oaic.reports"):
        if not registered(pluginmanager, entry.value):
            pluginmanager.import_plugin(entry.value)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    load(pluginmanager)
    add_to_pytest(parser)


def pytest_configure(config: pytest.Config) -> None:
    told = getattr(config, "workerinput", {}).get("oaic")
    if told:
        config.stash[settled_key] = Settled.from_worker(told)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workerinput") or config.option.collectonly or not concerned(config):
        return
    settled = Settled.of(config)
    only = settled.asked.only
    if only and not any(name.startswith(only) for name in catalogue()):
        pytest.exit(f"no requirement begins with {' or '.join(only)}", pytest.ExitCode.NO_TESTS_COLLECTED)
    config.hook.pytest_conformance_started(config=config)
    controller = config.stash[controller_key] = Controller(settled)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    controller.begin(reporter.write_line if reporter else lambda line: None)
    config.stash[settled_key] = settled
    config.pluginmanager.register(Ledger(config, controller), "oaic-ledger")


@pytest.hookimpl(wrapper=True)
def pytest_report_header(config: pytest.Config) -> Generator[None, list[str | list[str]], list[str | list[str]]]:
    """Plugins that name the address there name it whole."""
    lines = yield
    settled = config.stash.get(settled_key, None)
    return settled.redactor().value(lines) if settled else lines


def concerned(config: pytest.Config) -> bool:
    """Whether the arguments of this run can reach our checks."""
    here = config.invocation_params.dir
    return any(names_checks(here, str(argument)) for argument in config.args)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Under xdist what preflight settled reaches the workers; none of them asks again."""
    if settled := node.config.stash.get(settled_key, None):
        node.workerinput["oaic"] = settled.to_worker()


class Ledger:
    """In the controller alone: takes the verdicts as reports come, and tells the run when it ends."""

    def __init__(self, config: pytest.Config, controller: Controller) -> None:
        self.config = config
        self.controller = controller
        self.due = 0.0

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.controller.take(report.user_properties)
        if time.monotonic() >= self.due:
            self.keep()

    def keep(self) -> None:
        """Writes what there is: a run that is killed leaves that behind."""
        began = time.monotonic()
        self.tell(self.controller.run.document(finished=False))
        ended = time.monotonic()
        self.due = ended + max(REFRESH, SHARE * (ended - began))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        told = getattr(node, "workeroutput", {})
        found = told.get("oaic_convictions", ())
        self.controller.hear(told.get("oaic_requests", 0), found, told.get("oaic_died", ""))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if not self.controller.run.selection.chosen:
            self.controller.stop()
            return
        document = self.controller.finish(finished=exitstatus not in CUT_SHORT)
        self.tell(document)
        session.exitstatus = max(document["exit_code"], foreign_failures(self.config, exitstatus))

    def tell(self, document: run_json.Run) -> None:
        """A report that cannot be made costs the report, never the run."""
        try:
            self.config.hook.pytest_conformance_finished(config=self.config, run=document)
        except Exception as problem:
            sys.stderr.write(f"a report could not be made: {type(problem).__name__}: {problem}\n")


# Ctrl-C, a full stop by pytest.exit, an error of pytest itself: what was not reached was not refused.
CUT_SHORT = (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR)


def foreign_failures(config: pytest.Config, exitstatus: int) -> int:
    """Failures of a host project's own tests in the same run still count."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("failed", []) + reporter.stats.get("error", []) if reporter else []
    foreign = [r for r in reports if "oaic" not in dict(getattr(r, "user_properties", []))]
    return 1 if foreign else int(exitstatus) if exitstatus in (2, 3, 4) else 0
