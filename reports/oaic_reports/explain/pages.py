"""Explanations as pages: one for each requirement, and an index that leads to them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from oaic_suite.judging.requirement import Requirement

from oaic_reports import folder
from oaic_reports.explain.explanation import Explanation, nobody_minds, seen
from oaic_reports.links import file_of
from oaic_reports.page.template import prose
from oaic_reports.page.whole import policy
from oaic_reports.untrusted import marked

INDEX = "index.html"


def write(directory: Path, requirements: Iterable[Requirement], explained: Iterable[Explanation]) -> None:
    """Each page is written whole or not at all."""
    folder.make(directory)
    folder.replace(directory / INDEX, [index(requirements)])
    for told in explained:
        folder.replace(directory / file_of(told.requirement.id), [page(told)])


def page(told: Explanation) -> str:
    return environment().get_template("requirement.html.j2").render(told=told, row=told.requirement)


def index(requirements: Iterable[Requirement]) -> str:
    ordered = sorted(requirements, key=lambda row: (row.surface, row.id))
    surfaces = [(name, list(rows)) for name, rows in itertools.groupby(ordered, lambda row: row.surface)]
    return environment().get_template("index.html.j2").render(surfaces=surfaces, number=len(ordered))


@cache
def environment() -> Environment:
    style = (files("oaic_reports.explain") / "style.css").read_text("utf-8")
    made = Environment(
        loader=PackageLoader("oaic_reports.explain"),
        autoescape=True,
        finalize=marked,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["prose"] = prose
    made.globals |= {
        "style": Markup(style),
        "policy": Markup(policy(style, "")),
        "file_of": file_of,
        "seen": seen,
        "nobody_minds": nobody_minds,
    }
    return made
