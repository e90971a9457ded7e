"""The pytest plugin: listens for the end of a conformance run, writes its report and prints its summary."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from oaic_suite.judging.clients.judged import ClientRun
from oaic_suite.judging.document.run_json import Run

from oaic_reports import folder
from oaic_reports.terminal.brief import brief_screen
from oaic_reports.terminal.summary import WIDTH, rendered
from oaic_reports.untrusted import limited_to, one_line
from oaic_reports.witness.folder import write

SHOW = "oaic_show"  # the option that says how much is told
DEFAULT_DIRECTORY = "conformance-report"


@dataclass(frozen=True)
class Report:
    run: Run
    directory: Path
    trouble: str | None


REPORT = pytest.StashKey[Report]()


def directory_of(config: pytest.Config) -> Path:
    return config.invocation_params.dir / (config.getoption("report_dir", None) or DEFAULT_DIRECTORY)


@pytest.hookimpl(optionalhook=True)
def pytest_conformance_started(config: pytest.Config) -> None:
    """Better no run than one that may be billed and cannot be told."""
    directory = directory_of(config)
    try:
        folder.prepare(directory)
    except OSError as error:
        raise pytest.UsageError(limited_to(one_line(unwritable(directory, error)), sys.stderr.encoding)) from None


@pytest.hookimpl(optionalhook=True)
def pytest_conformance_finished(config: pytest.Config, run: Run) -> None:
    directory = directory_of(config)
    try:
        folder.write(run, directory)
        trouble = None
    except OSError as error:
        trouble = unwritable(directory, error)
    config.stash[REPORT] = Report(run, directory, trouble)


@pytest.hookimpl(optionalhook=True)
def pytest_conformance_kept(config: pytest.Config, run: Run) -> None:
    with suppress(OSError):  # told at the end
        folder.keep(run, directory_of(config))


def conformance_witnessed(run: ClientRun, directory: Path) -> None:
    """A client was judged."""
    write(run, directory)


def unwritable(directory: Path, error: OSError) -> str:
    return f"the report cannot be written to {directory}: {error.strerror or error}; --report-dir names another place"


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, object, object]:
    """A report that was lost on the way is told, and no run without one is a success."""
    result = yield
    report = session.config.stash.get(REPORT, None)
    if report and report.trouble:
        print(limited_to(one_line(report.trouble), sys.stderr.encoding), file=sys.stderr)
        session.exitstatus = session.exitstatus or pytest.ExitCode.USAGE_ERROR
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    report = config.stash.get(REPORT, None)
    if report is None:
        return
    terminalreporter.section("conformance")
    everything = config.getoption(SHOW, None) == "all"
    print_summary(report.run, terminalreporter._tw, None if report.trouble else report.directory, everything)


def print_summary(run: Run, writer: Any, report_dir: Path | None, everything: bool = False) -> None:
    """To pytest's terminal writer or to any text file; in color only on a terminal."""
    tell = rendered if everything else brief_screen
    report = None if report_dir is None else shortest(report_dir / "index.html")
    color = writer.hasmarkup if hasattr(writer, "hasmarkup") else writer.isatty()
    text = tell(run, width=getattr(writer, "fullwidth", WIDTH), color=color, report=report)
    writer.write(limited_to(text, encoding(writer)))


def shortest(path: Path) -> str:
    """The path as seen from here, where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def encoding(writer: Any) -> str | None:
    return getattr(getattr(writer, "_file", writer), "encoding", None)
