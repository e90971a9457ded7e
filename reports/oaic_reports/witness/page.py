"""The page of a client that was judged: what it is to mend, the table, and every row."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from oaic_suite.judging.clients.judged import ClientConclusion, ClientRow, ClientRun, Kind, tally
from oaic_suite.judging.clients.witnessed import WORST_FIRST

from oaic_reports.page.told import SIGNS
from oaic_reports.page.whole import policy
from oaic_reports.untrusted import capped, marked

TEXT = 1000
TITLES: dict[Kind, str] = {
    "sound": "Before a sound server",
    "manner": "Manners",
    "benign": "Legal oddities",
    "fault": "Faults",
}
WORDS: dict[ClientConclusion, str] = {
    "invalid": "could not be judged",
    "does_not_hold": "does not hold",
    "holds": "holds",
}


def page(run: ClientRun) -> str:
    return (
        environment()
        .get_template("witness.html.j2")
        .render(
            run=run,
            style=style(),
            policy=Markup(policy(style(), "")),
            word=WORDS[run["conclusion"]],
            command=shlex.join(run["command"]),
            outcomes=[word.value for word in WORST_FIRST],
            kinds=[(kind, title, tally(run["rows"], kind), of(run["rows"], kind)) for kind, title in TITLES.items()],
            failing=[row for kind in TITLES for row in of(run["rows"], kind) if row["fails"]],
            excused=set(run["known"]["excused"]) if run["known"] else set(),
            signs=SIGNS | {"unreached": "○"},
        )
    )


def style() -> Markup:
    """That of the pages of requirements, and a little more."""
    sheets = [resources.files(f"oaic_reports.{room}").joinpath("style.css") for room in ("explain", "witness")]
    return Markup("").join(Markup(sheet.read_text("utf-8")) for sheet in sheets)


def of(rows: Sequence[ClientRow], kind: Kind) -> list[ClientRow]:
    """Those of a kind, the worst first."""
    found = [row for row in rows if row["kind"] == kind]
    return sorted(found, key=lambda row: (not row["fails"], WORST_FIRST.index(row["outcome"]), row["id"]))


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("oaic_reports.witness"),
        autoescape=True,
        finalize=marked,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["capped"] = lambda text: capped(text, TEXT)
    return made
