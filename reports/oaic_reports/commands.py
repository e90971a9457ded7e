"""The verb `oaic report`: tells a run again, without a server."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from oaic_reports import folder
from oaic_reports.document import NotARun, parse
from oaic_reports.findings import Run
from oaic_reports.formats import FORMATS
from oaic_reports.untrusted import encodable, one_line

USAGE_ERROR = 4


class Refused(Exception):
    """What was asked for cannot be done; the message is for the user."""


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refused(f"{message}\n{self.format_usage().strip()}")


def report(argv: list[str]) -> int:
    try:
        options = parser().parse_args(argv)
        write(FORMATS[options.format](load(options.run)), options.output)
    except Refused as refusal:
        print(encodable(f"oaic report: {refusal}", sys.stderr.encoding), file=sys.stderr)
        return USAGE_ERROR
    return 0


def parser() -> argparse.ArgumentParser:
    options = Parser(prog="oaic report", description="Tell a finished run again.")
    options.add_argument("run", type=Path, metavar="run.json", help="the run, as a conformance run wrote it")
    options.add_argument("--format", choices=list(FORMATS), default="text", help="default: text")
    options.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    return options


def load(path: Path) -> Run:
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise Refused(f"cannot read {named(path)}: {error.strerror or error}") from None
    except NotARun as error:
        raise Refused(f"{named(path)} cannot be told: {error}") from None


def write(text: str, output: Path | None) -> None:
    try:
        if output is None:
            sys.stdout.write(encodable(text, sys.stdout.encoding))
            sys.stdout.flush()
        else:
            folder.replace(output, text)
    except OSError as error:
        raise Refused(f"cannot write {named(output)}: {error.strerror or error}") from None


def named(path: Path | None) -> str:
    return "to standard output" if path is None else one_line(str(path))
