"""The verbs `oaic lint` and `oaic rejudge`: judge traffic that is there already, and ask nothing of anybody."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from oaic_spec.cli import NOTHING_SELECTED, Parser
from oaic_spec.typed import whole
from oaic_suite.judging.document.run_json import Run
from oaic_suite.judging.settling.known import Baseline
from oaic_suite.judging.settling.known_file import NotABaseline
from oaic_suite.judging.settling.known_file import read as read_baseline
from oaic_suite.traffic.document import Told, document
from oaic_suite.traffic.files import READERS, entries, is_traffic
from oaic_suite.traffic.heard import Unreadable
from oaic_suite.traffic.judged import Asked
from oaic_suite.traffic.shared import tallied

from oaic_reports import folder
from oaic_reports.commands import RUN, Refused, write
from oaic_reports.formats.index import FORMATS
from oaic_reports.plugin import shortest
from oaic_reports.untrusted import limited_to, one_line
from oaic_reports.words import traffic

MOST_JOBS = 64


def lint(argv: list[str]) -> int:
    return judged(
        reader("oaic lint", "Judge traffic that was recorded: HAR, cassettes, flows, lines of JSON.", "FILE"), argv
    )


def rejudge(argv: list[str]) -> int:
    """The same of runs, whose exchanges their reports keep."""
    parser = reader("oaic rejudge", "Judge the exchanges of finished runs again, by the checks of today.", "RUN")
    parser.set_defaults(input="run")
    return judged(parser, argv)


def reader(prog: str, description: str, name: str) -> Parser:
    parser = Parser(prog=prog, description=description)
    what = "a run.json, or the directory of a report" if name == "RUN" else "a file; its format is found out"
    parser.add_argument("files", type=Path, metavar=name, nargs="+", help=what)
    parser.add_argument("--input", choices=list(READERS), help="the format of the files, where it is not found out")
    parser.add_argument("--base-url", metavar="URL", help="judge only what was asked below this address")
    parser.add_argument("--only", metavar="PREFIX", action="append", default=[], help="requirement ids to judge")
    parser.add_argument(
        "--gate", choices=("MUST", "SHOULD"), default="MUST", help="the level that fails; default: MUST"
    )
    parser.add_argument("--baseline", metavar="FILE", type=Path, help="failures that are known, and do not fail it")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="default: text")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    parser.add_argument("--report-dir", type=Path, metavar="DIR", help="leave a whole report there as well")
    jobs = min(os.cpu_count() or 1, MOST_JOBS)
    parser.add_argument(
        "-n", "--jobs", type=whole(1, MOST_JOBS), metavar="N", default=jobs, help="processes that judge"
    )
    return parser


def judged(parser: Parser, argv: list[str]) -> int:
    asked = parser.parse_args(argv)
    try:
        run = run_of(asked)
        if run["traffic"]["judged"] == 0:
            parser.exit(NOTHING_SELECTED, limited_to(f"{parser.prog}: {nothing(run)}\n", sys.stderr.encoding))
        if asked.report_dir:
            leave(run, asked.report_dir)
        write(FORMATS[asked.format](run), asked.output)
    except (Refused, Unreadable, NotABaseline) as refusal:
        parser.refuse(limited_to(one_line(str(refusal)), sys.stderr.encoding))
    return run["exit_code"]


def run_of(asked: argparse.Namespace) -> Run:
    baseline = read_baseline(asked.baseline) if asked.baseline else None
    files = list(found(asked.files))
    wanted = Asked(asked.base_url, tuple(asked.only))
    tally = tallied(entries(files, asked.input), wanted, asked.jobs)
    return document(tally, told(asked, files, baseline))


def told(asked: argparse.Namespace, files: Sequence[Path], baseline: Baseline | None) -> Told:
    return Told([str(path) for path in files], asked.gate, baseline, tuple(asked.only))


def found(paths: Sequence[Path]) -> Iterator[Path]:
    """The files; of a directory of a report its run, of another one all that it holds."""
    for path in paths:
        if not path.is_dir():
            yield path
        elif (path / RUN).is_file():
            yield path / RUN
        else:
            yield from sorted(each for each in path.rglob("*") if each.is_file() and is_traffic(each))


def nothing(run: Run) -> str:
    why = " ".join(traffic.left_out(run["traffic"])) or "the files hold no exchange"
    return one_line(f"nothing was judged, {why.removeprefix('not judged: ')}")


def leave(run: Run, directory: Path) -> None:
    try:
        folder.write(run, directory)
    except OSError as error:
        raise Refused(f"the report cannot be written to {shortest(directory)}: {error.strerror or error}") from None
