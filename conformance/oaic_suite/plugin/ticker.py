"""Shows how far a run is: one line redrawn in a terminal, elsewhere a line for each tenth.

Where conformance alone is run, that takes the place of what pytest prints for each test: those are another unit.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.plugin.entry import alone
from oaic_suite.plugin.progress import Progress

OFTEN = 0.1  # seconds between two drawings
SILENT = -2  # pytest's own verbosity below which it tells nothing of tests


@dataclass
class Ticker:
    """Writes past pytest's capture of what tests print."""

    config: pytest.Config
    drawn: bool = False  # whether a line stands there that will be drawn over
    due: float = 0.0
    tenths: int = 0

    @property
    def reporter(self) -> Any:
        return self.config.pluginmanager.get_plugin("terminalreporter")

    def show(self, progress: Progress) -> None:
        """Draws the line anew, not too often; or says that one more tenth is done."""
        if self.reporter is None or not ticks(self.config):
            return
        if self.reporter.isatty:
            self.redraw(progress)
        elif progress.tenths > self.tenths:
            self.tenths = progress.tenths
            self.tell(progress.line)

    def redraw(self, progress: Progress) -> None:
        if (now := time.monotonic()) >= self.due:
            self.due = now + OFTEN
            with self.uncaptured() as reporter:
                reporter.rewrite(printable(progress.line)[: reporter._tw.fullwidth - 1], erase=True)
                reporter.flush()
            self.drawn = True

    def tell(self, line: str) -> None:
        """A line that stays."""
        if self.reporter is None:
            return
        stood = self.clear()
        with self.uncaptured() as reporter:
            if reporter._tw.width_of_current_line and not stood:  # dots stand there
                reporter.line("")
            reporter.write_line(printable(line))
            reporter.flush()

    def clear(self) -> bool:
        """Takes away the line that was drawn; whether there was one."""
        stood, self.drawn = self.drawn, False
        if stood:
            with self.uncaptured() as reporter:
                reporter.rewrite("", erase=True)
                reporter.write("\r", flush=True)
        return stood

    @contextmanager
    def uncaptured(self) -> Iterator[Any]:
        capture = self.config.pluginmanager.get_plugin("capturemanager")
        if capture is None:
            yield self.reporter
        else:
            with capture.global_and_fixture_disabled():
                yield self.reporter


def ticks(config: pytest.Config) -> bool:
    """Whether our line stands for pytest's: not in a run that holds other tests, nor where each verdict has a line."""
    return config.option.verbose <= SILENT and alone(config)


def quieten(config: pytest.Config) -> None:
    """Takes back what pytest would tell of each test; `-v` has it tell all the same."""
    if alone(config) and config.option.verbose <= 0:
        config.option.verbose = SILENT
        config.option.tbstyle, config.option.reportchars = "no", ""
