"""The commands that repeat what a reader looks at."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from oaic_suite.judging.document.run_json import Request, Run

from oaic_reports.page.anchors import DOTTED
from oaic_reports.repeat import ADDRESS, repeated

SEVERAL = 6
LONGEST = 48_000  # characters of a line to copy


def again(run: Run, ids: Sequence[str]) -> str:
    """To judge these requirements once more, at the same address; of many, the first."""
    known = [id for id in ids if DOTTED.fullmatch(id)]
    only = [f"--only {id}" for id in (known if len(known) <= SEVERAL else known[:1])]
    return " ".join(["oaic certify", *address(run), *only])


def whole_line(request: Request) -> str | None:
    """The curl line that repeats a request; none where it is too long, since half of one is worse than none."""
    line = repeated(request)
    return line if line and len(line) <= LONGEST else None


def address(run: Run) -> list[str]:
    target = run["target"]
    if target["embedded"] or not ADDRESS.match(target["base_url"]):
        return []
    model = [f"--model {quote(target['model'])}"] if target["model"] and target["model_from"] == "--model" else []
    return [f"--base-url {quote(target['base_url'])}", *model]
