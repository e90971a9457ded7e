"""One self-contained HTML page: what broke first, the evidence last."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from oaic_suite.judging.run_json import Run

from oaic_reports import findings
from oaic_reports.clients import clients
from oaic_reports.conclusion import cause_in_words, concluded, plural, which
from oaic_reports.exhibit import Exhibit, exhibits
from oaic_reports.pinpoint import spot
from oaic_reports.untrusted import capped, marked

TEXT = 4000
QUOTED = re.compile("`([^`]+)`")

WORDS = {
    "pass": "holds",
    "fail": "broken",
    "inconclusive": "not established",
    "not_applicable": "does not apply",
    "not_run": "not run",
    "error": "error of the suite",
}
SIGNS = {"pass": "✓", "fail": "✗", "inconclusive": "?", "not_applicable": "–", "not_run": "○", "error": "!"}


def page(run: Run) -> str:
    shown = exhibits(run)
    style, script = packaged("page.css"), packaged("page.js")
    return template().render(
        run=run,
        style=Markup(style),
        script=Markup(script),
        policy=Markup(policy(style, script)),
        conclusion=concluded(run),
        conforms=which(run) == "conformant_with_deviations",
        musts=findings.score(run, "MUST"),
        shoulds=findings.score(run, "SHOULD"),
        seconds=findings.seconds(run),
        broken=findings.broken(run, "MUST"),
        deviations=findings.broken(run, "SHOULD"),
        unestablished=findings.unestablished(run),
        errors=findings.our_errors(run),
        surfaces=findings.surfaces(run),
        profiles=findings.profiles(run),
        standing=findings.standing,
        capabilities=findings.capabilities(run),
        exhibits=shown,
        anchors=anchors(run, shown),
        spot=lambda row: spot(run, row["where"]),
        curl=lambda row: findings.curl(run, row),
        in_words=lambda cause: cause_in_words(cause, {row["id"] for row in run["requirements"]}),
    )


def anchors(run: Run, shown: list[Exhibit]) -> dict[str, str]:
    """Fragment by id, made of numbers alone: an id is text of others too."""
    rows = {row["id"]: f"r{number}" for number, row in enumerate(run["requirements"], 1)}
    return rows | {f"exchange {exhibit.id}": exhibit.anchor for exhibit in shown}


@cache
def template() -> Template:
    environment = Environment(
        loader=PackageLoader("oaic_reports", ""),
        autoescape=True,
        finalize=marked,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        clients=clients, words=WORDS, signs=SIGNS, plural=plural, count=group_count, score=findings.Score
    )
    environment.filters.update(capped=lambda text: capped(text, TEXT), prose=prose, moment=moment, ms=milliseconds)
    return environment.get_template("page.html.j2")


@cache
def packaged(name: str) -> str:
    return (files("oaic_reports") / name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """Nothing is loaded and nothing runs but what this page brought: a second lock behind the escaping."""
    own = f"style-src '{digest(style)}'; script-src '{digest(script)}'"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def prose(text: str) -> Markup:
    """A sentence in which `code` is set as code."""
    pieces = QUOTED.split(capped(text, TEXT))
    return Markup("").join(
        Markup("<code>{}</code>").format(marked(piece)) if odd % 2 else Markup("{}").format(marked(piece))
        for odd, piece in enumerate(pieces)
    )


def group_count(groups: list[findings.Group]) -> int:
    return sum(len(group.rows) for group in groups)


def moment(instant: str) -> str:
    """2026-05-01T10:20:30Z as people write it."""
    return instant[:19].replace("T", " ") + " UTC"


def milliseconds(amount: float) -> str:
    return f"{amount / 1000:,.2f}\u00a0s" if amount >= 10_000 else f"{amount:,.0f}\u00a0ms"
