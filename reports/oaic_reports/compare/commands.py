"""The verb `oaic compare`: what changed between two runs, or who of many fails what."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from oaic_spec.cli import Parser
from oaic_suite.judging.document.run_json import Run

from oaic_reports.commands import Refused, load, write
from oaic_reports.compare.changes import changes
from oaic_reports.compare.markdown import markdown
from oaic_reports.compare.matrix import Line, matrix
from oaic_reports.compare.page import page
from oaic_reports.compare.runs import cautions, heads
from oaic_reports.compare.text import text

MOST = 40  # runs, all of which are held in memory


def compare(argv: list[str]) -> int:
    parser = reader()
    asked = parser.parse_args(argv)
    try:
        write(FORMATS[asked.format]([load(path) for path in enough(asked.runs)]), asked.output)
    except Refused as refusal:
        parser.refuse(str(refusal))
    return 0


def reader() -> Parser:
    parser = Parser(prog="oaic compare", description="Say what changed between two runs, or who of many fails what.")
    parser.add_argument("runs", type=Path, metavar="RUN", nargs="+", help="run.json, or the directory of a report")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="default: text")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    return parser


def enough(paths: Sequence[Path]) -> Sequence[Path]:
    if not 2 <= len(paths) <= MOST:
        raise Refused(f"it takes 2 to {MOST} runs, and there {'is' if len(paths) == 1 else 'are'} {len(paths)}")
    return paths


def as_json(runs: Sequence[Run]) -> str:
    told: dict[str, Any] = {"runs": [asdict(head) for head in heads(runs)], "cautions": cautions(runs)}
    told |= many(runs) if runs[2:] else two(*runs)
    return json.dumps(told, indent=1) + "\n"


def two(first: Run, second: Run) -> dict[str, Any]:
    return {"changes": {kind: [asdict(one) for one in some] for kind, some in changes(first, second).items()}}


def many(runs: Sequence[Run]) -> dict[str, Any]:
    found = matrix(runs)
    return {"causes": [line(one) for one in found.causes], "requirements": [line(one) for one in found.rows]}


def line(one: Line) -> dict[str, Any]:
    return asdict(one) | {"failing": one.failing, "everywhere": one.is_everywhere, "alone": one.alone}


FORMATS: dict[str, Callable[[Sequence[Run]], str]] = {
    "text": text,
    "html": page,
    "markdown": markdown,
    "json": as_json,
}
