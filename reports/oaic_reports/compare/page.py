"""A comparison as one self-contained HTML page, in the style of the page of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from oaic_suite.judging.document.run_json import Run

from oaic_reports.compare.matrix import Line, matrix
from oaic_reports.compare.runs import cautions, heads
from oaic_reports.compare.shelf import same, shelves
from oaic_reports.page.template import environment
from oaic_reports.page.whole import packaged, policy
from oaic_reports.words.conclusion import concluded, plural

STYLES = ("base", "verdict", "compared", "print")
MOST = 400  # lines of a matrix


def page(runs: Sequence[Run]) -> str:
    style = "".join(packaged("style", STYLES, "css"))
    told = many(runs) if runs[2:] else two(*runs)
    context = {
        "style": Markup(style),
        "policy": Markup(policy(style, "")),
        "heads": heads(runs),
        "tones": [concluded(run).tone for run in runs],
        "cautions": cautions(runs),
        "suite": runs[-1]["suite"],
    }
    return environment().get_template("compare.html.j2").render({"shelves": [], "tables": []} | context | told)


def two(first: Run, second: Run) -> dict[str, Any]:
    found = shelves(first, second)
    number = sum(shelf.number for shelf in found)
    headline = f"{plural(number, 'requirement')} changed." if number else "Nothing changed."
    return {"headline": headline, "shelves": found, "same": plural(same(first, second), "requirement")}


def many(runs: Sequence[Run]) -> dict[str, Any]:
    found = matrix(runs)
    tables = [table("Causes", found.causes), table("Requirements", found.rows)]
    everywhere = sum(line.is_everywhere for line in found.causes)
    number = plural(len(found.causes), "cause")
    headline = (
        f"{len(runs)} runs: {number}, {everywhere or 'none'} of them in every run."
        if found.causes
        else "Nothing fails."
    )
    return {"headline": headline, "tables": [each for each in tables if each["lines"]]}


def table(name: str, lines: Sequence[Line]) -> dict[str, Any]:
    return {
        "name": name,
        "number": len(lines),
        "everywhere": sum(line.is_everywhere for line in lines),
        "lines": lines[:MOST],
        "more": max(len(lines) - MOST, 0),
    }
