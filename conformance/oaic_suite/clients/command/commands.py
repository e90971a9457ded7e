"""`oaic witness -- COMMAND`: a client of anybody's, judged."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path

from oaic_spec.cli import NOTHING_SELECTED, Parser, installed_version
from oaic_spec.typed import number, whole

from oaic_suite.asking.secrets.redaction import without_keys
from oaic_suite.clients.command.process import NoCommand
from oaic_suite.clients.command.told import told
from oaic_suite.clients.command.trial import Tried, Wanted, chosen, try_command
from oaic_suite.clients.witness.scenario import SCENARIOS
from oaic_suite.judging.clients.judged import GATES, ClientRun, conclude, known
from oaic_suite.judging.clients.witnessed import Outcome
from oaic_suite.judging.selecting.part import unknown
from oaic_suite.judging.settling.known import Baseline
from oaic_suite.judging.settling.known_file import NotABaseline, read
from oaic_suite.proof.kill_matrix import progress

USUAL = "conformance-report"
MOST_JOBS = 4  # that are taken unasked
LONGEST_SECONDS, MOST = 600, 64


def reader() -> Parser:
    parser = Parser(
        prog="oaic witness",
        usage="oaic witness [options] -- COMMAND [ARGUMENT ...]",
        description="Judge a client: a command that reads one scenario a line, and prints what it got.",
    )
    parser.add_argument("--title", metavar="TEXT", help="what the client is called; default: the command")
    parser.add_argument(
        "--only", metavar="PREFIX", default="", help="faults, legal oddities and scenes whose ids begin so"
    )
    parser.add_argument(
        "--scenario", metavar="NAME", action="append", choices=sorted(SCENARIOS), default=[], help="may be repeated"
    )
    parser.add_argument("--gate", choices=GATES, default=Outcome.CRASH, help="the least that fails; default: crash")
    parser.add_argument("--baseline", metavar="FILE", type=baseline, help="failures that are known, which do not fail")
    parser.add_argument(
        "--seconds", metavar="N", type=number(LONGEST_SECONDS), default=5.0, help="until it is said to hang; default: 5"
    )
    parser.add_argument(
        "--most", metavar="N", type=whole(1, MOST), default=3, help="scenarios that each is tried in; default: 3"
    )
    parser.add_argument(
        "-n", "--jobs", metavar="N", type=whole(1, MOST), default=jobs(), help="workers, each with a server"
    )
    parser.add_argument("--report-dir", metavar="DIR", type=Path, default=Path(USUAL), help=f"default: {USUAL}")
    return parser


def judge(argv: Sequence[str], command: Sequence[str]) -> int:
    parser = reader()
    asked = parser.parse_args(list(argv))
    if not command:
        parser.error("a command is wanted behind --")
    if not any(chosen(asked.only)):
        parser.exit(NOTHING_SELECTED, f"{parser.prog}: {unknown(asked.only, everything())}\n")
    scenarios, gate = tuple(asked.scenario), Outcome(asked.gate)
    words = (shutil.which(command[0]) or command[0], *command[1:])
    wanted = Wanted(words, asked.only, scenarios, asked.jobs, asked.seconds, asked.most, gate)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: what was started is ended
    began = time.monotonic()
    try:
        tried = try_command(wanted, progress)
        run = document(asked, command, wanted, tried, time.monotonic() - began)
        handed_on(run, asked.report_dir)
    except NoCommand as problem:
        parser.refuse(str(problem))
    except OSError as problem:
        parser.refuse(f"the report cannot be written: {problem.strerror or problem}")
    print(file=sys.stderr)
    print(told(run), end="")
    return run["exit_code"]


def document(
    asked: argparse.Namespace, command: Sequence[str], wanted: Wanted, tried: Tried, seconds: float
) -> ClientRun:
    today = datetime.now(UTC).date()
    run: ClientRun = {
        "schema": 1,
        "title": asked.title or Path(command[0]).name,
        "date": today.isoformat(),
        "version": installed_version(),
        "command": without_keys(command),
        "only": wanted.only,
        "gate": wanted.gate.value,
        "seconds": round(seconds, 1),
        "cannot": tried.cannot,
        "failure": tried.failure,
        "conclusion": "invalid",
        "exit_code": 0,
        "rows": tried.rows,
        "known": asked.baseline and known(asked.baseline, tried.rows, everything(), today),
    }
    run["conclusion"], run["exit_code"] = conclude(run)
    return run


def everything() -> list[str]:
    """The ids of all rows that there could be."""
    faults, scenes = chosen("")
    return [*(fault.id for fault in faults), *scenes, *(f"sound.{name}" for name in SCENARIOS)]


def handed_on(run: ClientRun, directory: Path) -> None:
    """To whoever tells runs: the same that are told of servers."""
    for entry in entry_points(group="oaic.reports"):
        if tell := getattr(entry.load(), "conformance_witnessed", None):
            tell(run, directory)


def baseline(path: str) -> Baseline:
    try:
        return read(Path(path))
    except NotABaseline as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def jobs() -> int:
    return min(os.cpu_count() or 1, MOST_JOBS)
