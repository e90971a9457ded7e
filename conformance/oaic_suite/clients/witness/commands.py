"""`oaic witness`: clients tried against every fault of a MUST, recorded or compared with the record."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from oaic_spec.cli import Parser

from oaic_suite.clients.command.commands import judge
from oaic_suite.clients.witness.client import CLIENTS, LABELS, STRICT
from oaic_suite.clients.witness.ledger import changes, written
from oaic_suite.clients.witness.page import page
from oaic_suite.clients.witness.trial import try_all
from oaic_suite.judging.clients.witnessed import FILE, Finding, Witnessed, known

NAMES = ", ".join(CLIENTS)


COMMAND = "--"


def witness(argv: list[str]) -> int:
    """Behind `--` stands a client that is to be judged; without it, those that testify are tried."""
    if COMMAND in argv:
        place = argv.index(COMMAND)
        return judge(argv[:place], argv[place + 1 :])
    parser = Parser(
        prog="oaic witness",
        usage="oaic witness [options] -- COMMAND, or [options] for the clients that testify",
        description="Try clients against every fault of a MUST, and record it; or judge one: oaic witness --help -- .",
    )
    parser.add_argument("--client", action="append", choices=sorted(CLIENTS), help=f"of {NAMES}; default: all")
    parser.add_argument(
        "--only", metavar="PREFIX", default="", help="faults whose ids begin so; the rest stays on record"
    )
    parser.add_argument("--check", action="store_true", help="compare with what is recorded, and record nothing")
    parser.add_argument("--page", action="store_true", help="try nothing; print what is recorded as a page")
    asked = parser.parse_args(argv)
    if asked.page:
        sys.stdout.write(page(known()))
        return 0
    found = tried(asked.client or list(CLIENTS), asked.only)
    return check(found) if asked.check else record(found)


def tried(names: list[str], only: str) -> dict[str, Witnessed]:
    """What was found, beside what is on record of other faults."""
    today = datetime.now(UTC).date().isoformat()

    def kept(name: str) -> dict[str, Finding]:
        recorded = known()[name].findings if only and name in known() else {}
        return {fault: finding for fault, finding in recorded.items() if not fault.startswith(only)}

    results = try_all(names, lambda line: print(line, file=sys.stderr), only)
    return {
        name: Witnessed(LABELS[name].format(**versions), today, versions, kept(name) | found, strict=name == STRICT)
        for name, (versions, found) in results.items()
    }


def record(found: dict[str, Witnessed]) -> int:
    before = known()
    together = {name: {**before, **found}[name] for name in CLIENTS if name in {**before, **found}}
    FILE.write_text(written(together), "utf-8")
    return 0


def check(found: dict[str, Witnessed]) -> int:
    differences = [
        f"{name}: {line}" for name, now in found.items() for line in changes(known()[name].findings, now.findings)
    ]
    print("\n".join(differences) if differences else "as recorded")
    return 1 if differences else 0
