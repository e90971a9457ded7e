"""The verb `oaic explain`: what a requirement means, in a terminal or as pages."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from oaic_spec.cli import NOTHING_SELECTED, Parser
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.part import unknown
from oaic_suite.proof.example import Examples
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.trial import ServerDied

from oaic_reports.explain import pages
from oaic_reports.explain.explanation import Explanation, explanation
from oaic_reports.explain.text import rendered
from oaic_reports.terminal.summary import WIDTH
from oaic_reports.untrusted import limited_to, one_line

MANY = 12  # explanations that anybody reads at once


def explain(argv: list[str]) -> int:
    parser = Parser(prog="oaic explain", description="Say what a requirement means, and show it kept and broken.")
    parser.add_argument("ids", metavar="ID", nargs="*", help="a requirement, or the beginning of several")
    parser.add_argument("--pages", metavar="DIR", type=Path, help="write a page for each there, and an index")
    asked = parser.parse_args(argv)
    if not asked.ids and asked.pages is None:
        parser.error("which requirement? `oaic requirements` lists them")
    found = meant(parser, asked.ids)
    if asked.pages is None and len(found) > MANY:
        parser.refuse(f"{len(found)} requirements begin so: name fewer, or have them written with --pages DIR")
    try:
        told = explanations(found)
        return print_all(told) if asked.pages is None else write(asked.pages, found, told)
    except ServerDied as died:
        parser.refuse(str(died))
    except BrokenPipeError:  # nobody reads any more, and nobody would read a complaint
        raise
    except OSError as error:
        parser.refuse(f"cannot write to {one_line(str(asked.pages))}: {error.strerror or error}")


def explanations(found: list[Requirement]) -> Iterator[Explanation]:
    examples = Examples(listed_faults())
    return (explanation(row, examples) for row in found)


def print_all(told: Iterable[Explanation]) -> int:
    width = shutil.get_terminal_size((WIDTH, 24)).columns
    for each in told:
        print(limited_to(rendered(each, width=width, color=sys.stdout.isatty()), sys.stdout.encoding))
    return 0


def write(directory: Path, found: list[Requirement], told: Iterable[Explanation]) -> int:
    pages.write(directory, found, told)
    print(f"{len(found)} pages, and {directory / pages.INDEX}")
    return 0


def meant(parser: Parser, ids: Sequence[str]) -> list[Requirement]:
    """A requirement by its id, or all that begin so."""
    known, found = catalogue(), dict[str, Requirement]()
    for id in ids or [""]:
        begun = {id: known[id]} if id in known else {name: row for name, row in known.items() if name.startswith(id)}
        if not begun:
            parser.exit(NOTHING_SELECTED, f"{parser.prog}: {unknown(id, known)}\n")
        found |= begun
    return list(found.values())
