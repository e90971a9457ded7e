"""`oaic selftest`: the suite proves itself; apart, so that nobody who certifies waits for it to be loaded."""

from __future__ import annotations

import json
import os
from pathlib import Path

from oaic_spec.cli import NOTHING_SELECTED, Parser
from oaic_spec.typed import whole

from oaic_suite.judging.selecting.part import unknown
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.kill_matrix import progress, prove, summary
from oaic_suite.proof.trial import ServerDied


def selftest(argv: list[str]) -> int:
    parser = Parser(prog="oaic selftest", description="Show that every scored requirement meets a fault that fails it.")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the kill matrix there")
    parser.add_argument("--only", metavar="PREFIX", default="", help="faults whose ids begin so")
    parser.add_argument(
        "-n", "--jobs", metavar="N", type=whole(1), default=os.cpu_count() or 1, help="worker processes"
    )
    asked = parser.parse_args(argv)
    ids = [fault.id for fault in listed_faults()]
    if not any(id.startswith(asked.only) for id in ids):
        parser.exit(NOTHING_SELECTED, f"{parser.prog}: {unknown(asked.only, ids)}\n")
    try:
        matrix = prove(asked.only, asked.jobs, progress)
    except ServerDied as died:
        parser.refuse(str(died))
    if asked.json:
        asked.json.write_text(json.dumps(matrix, indent=1) + "\n", "utf-8")
    print(summary(matrix))
    return 0 if matrix["clean"] else 1
