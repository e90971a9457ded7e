"""The templates: escaped by default, and what of them is set in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from oaic_suite.judging.clients.profile import SIGNS as SHOWS
from oaic_suite.judging.verdict import VerdictWord

from oaic_reports.page.told import SIGNS as HARMS
from oaic_reports.untrusted import capped, marked, one_line
from oaic_reports.words import known
from oaic_reports.words.clientele import label, why
from oaic_reports.words.clients import clients
from oaic_reports.words.conclusion import moment, plural
from oaic_reports.words.continued import continued, judged_in
from oaic_reports.words.left import left

TEXT = 4000
QUOTED = re.compile("`([^`]+)`")

WORDS: dict[VerdictWord, str] = {
    "pass": "holds",
    "fail": "broken",
    "inconclusive": "not established",
    "not_applicable": "does not apply",
    "not_run": "not run",
    "error": "error of the suite",
}
SIGNS: dict[VerdictWord, str] = {
    "pass": "✓",
    "fail": "✗",
    "inconclusive": "?",
    "not_applicable": "–",
    "not_run": "○",
    "error": "!",
}


class Part(Protocol):
    """The macros of a template that shows something in a line, and whole below it."""

    def line(self, *arguments: Any) -> Markup: ...

    def body(self, *arguments: Any) -> Markup: ...


def part(name: str, context: Mapping[str, Any]) -> Part:
    return cast(Part, environment().get_template(f"{name}.html.j2").make_module(dict(context)))


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("oaic_reports.page"),
        autoescape=True,
        finalize=marked,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(clients=clients, words=WORDS, signs=SIGNS, harms=HARMS, shows=SHOWS)
    made.globals.update(label=label, left=left, why=why, plural=plural, continued=continued, judged_in=judged_in)
    made.globals.update(extent=known.extent, ordered=known.ordered, stale=known.stale, stands=known.WORDS)
    made.filters.update(
        capped=lambda text: capped(text, TEXT),
        plain=plain,
        prose=prose,
        headers=header_lines,
        moment=moment,
        ms=milliseconds,
    )
    return made


def plain(text: str) -> str:
    """For an attribute, in which nothing can be set apart."""
    return one_line(capped(text, TEXT))


def prose(text: str) -> Markup:
    """A sentence in which `code` is set as code."""
    pieces = enumerate(QUOTED.split(capped(text, TEXT)))
    return Markup("".join(f"<code>{marked(piece)}</code>" if odd % 2 else f"{marked(piece)}" for odd, piece in pieces))


def header_lines(headers: list[list[str]]) -> str:
    return "\n".join(f"{capped(name, TEXT)}: {capped(value, TEXT)}" for name, value in headers)


def milliseconds(amount: float) -> str:
    return f"{amount / 1000:,.2f}\u00a0s" if amount >= 10_000 else f"{amount:,.0f}\u00a0ms"
