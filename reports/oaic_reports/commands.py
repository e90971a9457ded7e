"""The verb `oaic report`: tells a run again, without a server."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from pathlib import Path

from oaic_spec.cli import Parser
from oaic_suite.judging.document.foreign_run import read
from oaic_suite.judging.document.run_json import Run

from oaic_reports import folder
from oaic_reports.document import NotARun, parse
from oaic_reports.formats.index import FORMATS, SINCE
from oaic_reports.terminal.brief import brief_screen
from oaic_reports.terminal.summary import WIDTH, summary
from oaic_reports.untrusted import limited_to, one_line

RUN = "run.json"
BRIEF, ALL = SHOWN = ("brief", "all")


class Refused(Exception):
    """What was asked for cannot be done; the message is for the user."""


def report(argv: list[str]) -> int:
    parser = reader()
    asked = parser.parse_args(argv)
    try:
        write(told(asked), asked.output)
    except Refused as refusal:
        parser.refuse(str(refusal))
    return 0


def told(asked: Namespace) -> str:
    run = load(asked.run)
    if asked.since is not None:
        if asked.format not in SINCE:
            raise Refused(f"--since is told by {' and '.join(SINCE)}: name one with --format")
        return SINCE[asked.format](run, load(asked.since))
    if asked.format != "text":
        return FORMATS[asked.format](run)
    if asked.show == ALL:
        return summary(run)
    to_terminal = asked.output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH, 24)).columns if to_terminal else WIDTH
    return brief_screen(run, width=width, color=False, report=None)


def reader() -> Parser:
    parser = Parser(prog="oaic report", description="Tell a finished run again.")
    parser.add_argument("run", type=Path, metavar="RUN", help="run.json, or the directory of a report")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="default: text")
    parser.add_argument("--show", choices=SHOWN, default=BRIEF, help="how much the text tells; default: a screen")
    parser.add_argument("--since", type=Path, metavar="RUN", help="an older run; tell what changed since")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    return parser


def load(path: Path) -> Run:
    """A run as it lies in a file, or in the directory of a report."""
    path = path / RUN if path.is_dir() else path
    try:
        return parse(read(path))
    except OSError as error:
        raise Refused(f"cannot read {one_line(str(path))}: {error.strerror or error}") from None
    except NotARun as error:
        raise Refused(f"{one_line(str(path))} cannot be told: {error}") from None


def write(text: str, output: Path | None) -> None:
    if output is None:
        display(limited_to(text, sys.stdout.encoding))
    else:
        save(text, output)


def display(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads any more, and nobody would read a complaint
        raise
    except OSError as error:
        raise Refused(f"cannot write to standard output: {error.strerror or error}") from None


def save(text: str, output: Path) -> None:
    try:
        folder.replace(output, [text])
    except OSError as error:
        raise Refused(f"cannot write {one_line(str(output))}: {error.strerror or error}") from None
