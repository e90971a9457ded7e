"""The pytest plugin: options, the target, the beginning and the end of a run.

`collecting` finds the checks and `reporting` turns pytest's reports into verdicts. Everything here
concerns the suite's own checks; other tests in the same run are left alone.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Generator
from importlib.metadata import entry_points
from typing import Any

import pytest

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.judging.catalogue import CHECKS
from oaic_suite.judging.document import run_json
from oaic_suite.judging.run import Run
from oaic_suite.plugin import hooks
from oaic_suite.plugin.asked import NothingAsked, check_not_empty, known_failures
from oaic_suite.plugin.controller import Controller, Struck
from oaic_suite.plugin.entry import alone, load, names_checks, registered
from oaic_suite.plugin.plan import Plan
from oaic_suite.plugin.progress import Progress
from oaic_suite.plugin.settings.options import Asked, add_to_pytest
from oaic_suite.plugin.settings.resolved import Resolved
from oaic_suite.plugin.settings.told import told
from oaic_suite.plugin.settled import Settled
from oaic_suite.plugin.stash import controller_key, settled_key, ticker_key
from oaic_suite.plugin.ticker import Ticker, quieten

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


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """What needs no run: the plan of one, or that nothing is meant."""
    if hasattr(config, "workerinput") or config.option.collectonly or not concerned(config):
        return None
    settled = Settled.of(config)
    try:
        check_not_empty(settled.asked, settled.part)
    except NothingAsked as nothing:
        print(printable(str(nothing)), file=sys.stderr)
        return pytest.ExitCode.NO_TESTS_COLLECTED
    if settled.asked.plan:
        print(Plan.of(settled).told(as_json=settled.asked.json, each=config.option.verbose > 0))
        return pytest.ExitCode.OK
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        if told := config.workerinput.get("oaic"):
            config.stash[settled_key] = Settled.from_worker(told)
    elif not config.option.collectonly:
        quieten(config)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workerinput") or config.option.collectonly or not concerned(config):
        return
    settled, ticker = Settled.of(config), Ticker(config)
    require_room(settled.asked, config.getoption("numprocesses", None))
    baseline = known_failures(settled.asked)
    config.hook.pytest_conformance_started(config=config)
    again = Resolved.of(config).again
    controller = config.stash[controller_key] = Controller(
        settled,
        Run(baseline=baseline),
        progress=Progress(ticker.show, settled.asked.set),
        resumed=again.resumed if again else None,
    )
    controller.run.settings = told(Resolved.of(config), settled.redactor())
    controller.begin(ticker.tell)
    config.stash[settled_key], config.stash[ticker_key] = settled, ticker
    config.pluginmanager.register(Ledger(config, controller), "oaic-ledger")


def require_room(asked: Asked, processes: int | None) -> None:
    """That each of several processes may ask at all."""
    if asked.concurrency and processes and processes > asked.concurrency:
        raise pytest.UsageError(f"-n {processes} asks more at the same time than {asked.concurrency}, which is allowed")


@pytest.hookimpl(wrapper=True)
def pytest_report_header(config: pytest.Config) -> Generator[None, list[str | list[str]], list[str | list[str]]]:
    """Plugins that name the address there name it whole."""
    lines = yield
    settled = config.stash.get(settled_key, None)
    return settled.redactor().value(lines) if settled else lines


def pytest_unconfigure(config: pytest.Config) -> None:
    """However a run ended, what it started is ended too."""
    if controller := config.stash.get(controller_key, None):
        controller.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> bool | None:
    """Where nothing can be judged nothing need be collected: all that was meant is not run."""
    controller = session.config.stash.get(controller_key, None)
    if controller is None or not controller.is_over or not alone(session.config) or narrowed(session.config):
        return None
    controller.choose_all()
    return True


def narrowed(config: pytest.Config) -> bool:
    """Whether pytest's own options choose among the checks."""
    chosen = [config.option.keyword, config.option.markexpr, config.getoption("deselect", None)]
    return any(chosen) or any("::" in str(argument) for argument in config.args) or not names_all(config)


def names_all(config: pytest.Config) -> bool:
    here = config.invocation_params.dir
    return any((here / str(argument)).resolve() in (CHECKS, *CHECKS.parents) for argument in config.args)


def concerned(config: pytest.Config) -> bool:
    """Whether the arguments of this run can reach our checks."""
    here = config.invocation_params.dir
    return any(names_checks(here, str(argument)) for argument in config.args)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Under xdist what preflight settled reaches the workers; none of them asks again."""
    if settled := node.config.stash.get(settled_key, None):
        node.workerinput["oaic"] = settled.to_worker(node.workerinput["workercount"])


class Ledger:
    """In the controller alone: takes the verdicts as reports come, and tells the run when it ends."""

    def __init__(self, config: pytest.Config, controller: Controller) -> None:
        self.config = config
        self.controller = controller
        self.due = 0.0

    @pytest.hookimpl
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.controller.progress.ask(nodeid.rpartition("::")[2])

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        node = getattr(report, "node", None)  # of xdist
        self.controller.take(report.user_properties, node.gateway.id if node else None)
        if time.monotonic() >= self.due:
            self.keep()

    def keep(self) -> None:
        """Writes what there is: a run that is killed leaves that behind."""
        began = time.monotonic()
        self.tell(self.config.hook.pytest_conformance_kept, self.controller.run.document(finished=False))
        ended = time.monotonic()
        self.due = ended + max(REFRESH, SHARE * (ended - began))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        told = getattr(node, "workeroutput", {})
        self.controller.hear(Struck.from_worker(told.get("oaic_struck", {})), told.get("oaic_convictions", ()))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        ticker = self.config.stash[ticker_key]
        ticker.clear()
        if not self.controller.run.selection.chosen:
            ticker.tell("nothing was judged: pytest's own options left no requirement")
            self.controller.stop()
            return
        document = self.controller.finish(finished=exitstatus not in CUT_SHORT)
        gc.collect()  # what was exchanged makes room for the report
        self.tell(self.config.hook.pytest_conformance_finished, document)
        session.exitstatus = max(document["exit_code"], foreign_failures(self.config, exitstatus))

    def tell(self, listeners: Callable[..., object], document: run_json.Run) -> None:
        """A report that cannot be made costs the report, never the run."""
        try:
            listeners(config=self.config, run=document)
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
