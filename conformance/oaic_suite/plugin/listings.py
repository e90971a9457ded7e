"""The verbs that list: what is judged, and the ways to break it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from oaic_spec.cli import NOTHING_SELECTED, Parser
from oaic_spec.meant import meant

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.clients import listing as client_listing
from oaic_suite.judging.clients.profile import client_profiles
from oaic_suite.judging.listing import FORMATS, chosen
from oaic_suite.judging.selecting.part import unknown
from oaic_suite.judging.verdict import Level
from oaic_suite.plugin.settings.schema import schema
from oaic_suite.proof import fault_listing
from oaic_suite.proof.faults import listed_faults

LEVELS = [str(level) for level in Level]


def requirements(argv: list[str]) -> int:
    parser = listing("oaic requirements", "List what is judged: all of it as Markdown, a part as text.", "ids")
    parser.add_argument("--surface", metavar="NAME", action="append", default=[], help="only of this surface")
    parser.add_argument("--format", choices=sorted(FORMATS), help="how it is written")
    asked = parser.parse_args(argv)
    check(parser, asked.prefix, catalogue())
    found = chosen(catalogue(), asked.prefix, asked.level, asked.surface)
    whole = "md" if len(found) == len(catalogue()) else "text"
    sys.stdout.write(FORMATS[asked.format or ("json" if asked.json else whole)](found))
    return 0 if found else nothing(parser)


def faults(argv: list[str]) -> int:
    parser = listing("oaic faults", "List the ways in which `oaic serve --fault ID` breaks its answers.", "ids")
    parser.add_argument("--woken-by", metavar="WORDS", default="", help="only those so woken: 'a streamed chat'")
    asked = parser.parse_args(argv)
    listed = listed_faults()
    check(parser, asked.prefix, [fault.id for fault in listed])
    found = fault_listing.chosen(listed, asked.prefix, asked.level, asked.woken_by)
    if asked.json:
        print(json.dumps([asdict(fault) for fault in found], indent=1))
    else:
        sys.stdout.write(fault_listing.text(found))
    return 0 if found else nothing(parser)


def clients(argv: list[str]) -> int:
    parser = Parser(prog="oaic clients", description="List the clients of `oaic certify --client`, or what some need.")
    parser.add_argument("name", metavar="NAME", nargs="*", help="what these need of a server")
    parser.add_argument("--format", choices=sorted(client_listing.FORMATS), help="how it is written")
    asked, known = parser.parse_args(argv), client_profiles()
    for name in asked.name:
        if name not in known:
            there = meant(name, known) or f"; `{parser.prog}` lists them"
            parser.exit(NOTHING_SELECTED, f"{parser.prog}: there is no client {printable(name)}{there}\n")
    found = [known[name] for name in asked.name or known]
    told = client_listing.needs if asked.name and not asked.format else client_listing.FORMATS[asked.format or "text"]
    sys.stdout.write(told(found))
    return 0


def settings(argv: list[str]) -> int:
    description = "Print the JSON Schema of conformance.toml, for an editor that completes and checks it."
    parser = Parser(prog="oaic settings", description=description)
    parser.parse_args(argv)
    print(json.dumps(schema(), indent=2))
    return 0


def listing(name: str, description: str, what: str) -> Parser:
    parser = Parser(prog=name, description=description)
    parser.add_argument("prefix", metavar="PREFIX", nargs="*", help=f"only {what} that begin so, such as chat.stream")
    parser.add_argument("--level", choices=LEVELS, action="append", default=[], help="only of this level")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def check(parser: Parser, prefixes: Iterable[str], known: Iterable[str]) -> None:
    """A beginning with which nothing begins is told, with what was probably meant."""
    ids = list(known)
    for prefix in prefixes:
        if not any(id.startswith(prefix) for id in ids):
            parser.exit(NOTHING_SELECTED, f"{parser.prog}: {unknown(prefix, ids, parser.prog)}\n")


def nothing(parser: Parser) -> int:
    print(f"{parser.prog}: nothing is left of it", file=sys.stderr)
    return NOTHING_SELECTED
