"""The verb `oaic baseline`: writes down the failures of a run as known."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from oaic_spec.cli import Parser
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.clients.judged import ClientRun, cause_key
from oaic_suite.judging.document.run_json import Row, Run
from oaic_suite.judging.settling.known import OPEN, Entry
from oaic_suite.judging.settling.known_file import NotABaseline, read, written

from oaic_reports.commands import Refused, load, write
from oaic_reports.document import NotARun
from oaic_reports.findings import cause_keys
from oaic_reports.untrusted import one_line
from oaic_reports.witness.reading import client_run

DAYS = 90
NO_REASON = "not looked into yet"


def baseline(argv: list[str]) -> int:
    parser = reader()
    asked = parser.parse_args(argv)
    try:
        if asked.update and asked.output:
            raise Refused("--update writes the file that it reads: without -o")
        old = read(asked.update).entries if asked.update else ()
        text = written(failing(asked.run, old, new_entry(asked)))
        write(text, asked.update or asked.output)
    except (Refused, NotABaseline) as refusal:
        parser.refuse(str(refusal))
    return 0


def reader() -> Parser:
    parser = Parser(prog="oaic baseline", description="Write down the failures of a run as known.")
    parser.add_argument("run", type=Path, metavar="RUN", help="run.json, the directory of a report, or witness.json")
    parser.add_argument("--update", type=Path, metavar="FILE", help="correct this file: keep what is said there")
    parser.add_argument("--reason", default=NO_REASON, type=said, metavar="TEXT", help=f"default: {NO_REASON}")
    parser.add_argument("--owner", type=said, metavar="NAME", help="who will mend it")
    parser.add_argument("--issue", type=said, metavar="URL", help="where that is tracked")
    parser.add_argument("--until", type=day, metavar="DATE", help=f"default: {DAYS} days from today")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    return parser


def said(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return text


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("it is not a date such as 2027-01-31") from None


def new_entry(asked: argparse.Namespace) -> Entry:
    """What is said of each failure that was not known."""
    until = asked.until or datetime.now(UTC).date() + timedelta(days=DAYS)
    return Entry("", "", asked.reason, until, asked.owner, asked.issue)


def failing(path: Path, old: Sequence[Entry], new: Entry) -> list[Entry]:
    """What is known of a run, or of a client that was judged."""
    try:
        client = client_run(path)
    except OSError as error:
        raise Refused(f"cannot read {one_line(str(path))}: {error.strerror or error}") from None
    except NotARun as error:
        raise Refused(f"{one_line(str(path))} cannot be told: {error}") from None
    return entries(load(path), old, new) if client is None else entries_of_client(client, old, new)


def entries_of_client(run: ClientRun, old: Sequence[Entry], new: Entry) -> list[Entry]:
    """As of a server: what was not reached may still fail."""
    known = {entry.key: entry for entry in reversed(old)}
    reached = {row["id"] for row in run["rows"] if row["outcome"] != "unreached"}
    fails = {(row["id"], cause_key(row)) for row in run["rows"] if row["fails"]}
    unjudged = {key for key in known if key[0] not in reached}
    return [known.get(key) or replace(new, row=key[0], cause=key[1]) for key in sorted(fails | unjudged)]


def entries(run: Run, old: Sequence[Entry], new: Entry) -> list[Entry]:
    """What fails, as it was known, and what may still fail; what is mended is left out."""
    known = {entry.key: entry for entry in reversed(old)}  # of two that say the same, the first
    rows = {row["id"]: row for row in run["requirements"]}
    unjudged = [key for key in known if key[0] in catalogue() and may_still_fail(rows.get(key[0]))]
    return [
        known.get(key) or replace(new, row=key[0], cause=key[1])
        for key in sorted({*cause_keys(run).items(), *unjudged})
    ]


def may_still_fail(row: Row | None) -> bool:
    """Whether this run does not say that it is mended: in every variant."""
    return row is None or row["verdict"] in OPEN or (row["verdict"] != "fail" and was_judged_in_part(row))


def was_judged_in_part(row: Row) -> bool:
    return not variants(catalogue()[row["id"]]).keys() <= {variant["name"] for variant in row["variants"]}
