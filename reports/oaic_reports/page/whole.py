"""One self-contained HTML page: what to mend first, the evidence one click below, everything else at hand."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from itertools import compress
from operator import not_
from typing import Any

from markupsafe import Markup
from oaic_suite.judging.document.run_json import Run

from oaic_reports import findings
from oaic_reports.compare.since import Since
from oaic_reports.page.again import again
from oaic_reports.page.anchors import Anchors, anchors, explained
from oaic_reports.page.archive import packed_length
from oaic_reports.page.clientele import seen_by_clients
from oaic_reports.page.exhibit import Exhibit, beats, exhibits
from oaic_reports.page.place import place
from oaic_reports.page.shelves import Shelving
from oaic_reports.page.template import environment
from oaic_reports.page.tiles import Tile, surface_of, tiles
from oaic_reports.page.told import Told, by_row, clients, hiding, told
from oaic_reports.page.unsettled import hidden, unsettled
from oaic_reports.words import known, traffic
from oaic_reports.words.conclusion import concluded, plural, which
from oaic_reports.words.members import MEANING, by_surface, by_word
from oaic_reports.words.reasons import cause_in_words

STYLES = ("base", "verdict", "causes", "rows", "exchanges", "compared", "narrow", "print")
SCRIPTS = ("lzma", "archive", "copy", "filter", "reveal", "print")
# How much of a body the archive keeps, of an exchange that a failure cites and of another: all of it where the archive
# stays small enough, else less. The suite keeps no more than 32 KiB of a body, so that the first line loses nothing.
TIERS = ((40_000, 40_000), (40_000, 6_000), (6_000, 1_000), (1_000, 200))
LARGEST = {"sound": 410_000, "broken": 1_300_000}  # characters of the archive, of a page by whether a MUST is broken

HEAVY = 2  # times as large an archive may be as its bodies, before it is looked whether it may fit


def page(run: Run, older: Run | None = None) -> str:
    """The page of a run; with what changed since an older one, where one is given."""
    shown = tiles(run)
    where = anchors(run, [tile.name for tile in shown])
    causes = told(run, where)
    context = words_for(run, where, causes)
    shelves = shelved(run, shown, where, causes, context)
    template = environment().get_template("page.html.j2")
    since = {"since": Since.of(older, run) if older else None}
    return template.render(context | head(run, causes) | body(run, shown, causes) | since | shelves)


def words_for(run: Run, where: Anchors, causes: list[Told]) -> dict[str, Any]:
    """What every part of the page may ask for."""
    ids = {row["id"] for row in run["requirements"]}
    return {
        "run": run,
        "anchors": where,
        "place": lambda case: place(run, case),
        "in_words": lambda cause: cause_in_words(cause, ids),
        "again": lambda id: again(run, [id]),
        "beats": beats,
        "explained": explained,
        "tried": clients(causes),
        "tried_less": clients(each for each in causes if each.cause["level"] != "MUST"),
        "surfaces_of": lambda exhibit: surfaces_of(run, where, exhibit),
    }


def surfaces_of(run: Run, where: Anchors, exhibit: Exhibit) -> str:
    return " ".join(sorted({where.surfaces[surface_of(row, run)] for row in exhibit.judged}))


def head(run: Run, causes: list[Told]) -> dict[str, Any]:
    style, script = "".join(packaged("style", STYLES, "css")), "".join(packaged("script", SCRIPTS, "js"))
    return {
        "style": Markup(style),
        "script": Markup(script),
        "policy": Markup(policy(style, script)),
        "conclusion": concluded(run),
        "counted": counted(causes),
        "seconds": findings.seconds(run),
        "traffic": traffic.lines(found) if (found := traffic.traffic(run)) else [],
    }


def counted(causes: list[Told]) -> str:
    """How many things there are to mend, and what that is worth."""
    musts = [each.cause for each in causes if each.cause["level"] == "MUST"]
    hidden = len({id for cause in musts for id in cause["hidden"]})
    if not musts:
        return ""
    verb = "hides" if len(musts) == 1 else "hide"
    and_hides = f", which {verb} {hidden} more that could not be judged" if hidden else ""
    return f"All of it comes from {plural(len(musts), 'cause')}{and_hides}."


def body(run: Run, shown: list[Tile], causes: list[Told]) -> dict[str, Any]:
    return {
        "offered": [tile for tile in shown if tile.state != "not offered"],
        "absent": [tile for tile in shown if tile.state == "not offered"],
        "conforms": which(run) == "conformant_with_deviations",
        "unsettled": unsettled(run, hiding(causes)),
        "hidden": hidden(run, hiding(causes)),
        "errors": findings.our_errors(run),
        "profiles": findings.profiles(run),
        "standing": findings.standing,
        "score": findings.Score,
        "capabilities": findings.capabilities(run),
        "members": [(word, by_surface(found)) for word, found in by_word(run)],
        "clientele": seen_by_clients(run, causes),
        "known": known.known(run),
        "new": known.new(run),
        "meaning": MEANING,
        "exchanges": len(run["exchanges"]),
    }


def shelved(run: Run, shown: list[Tile], where: Anchors, causes: list[Told], context: dict[str, Any]) -> dict[str, Any]:
    """Causes, rows and exchanges; long bodies are cut shorter where the whole would be too much to open.

    What is not bodies weighs the same in every tier: known from one, it tells which of the others are too heavy.
    """
    largest = LARGEST["broken" if any(each.cause["level"] == "MUST" for each in causes) else "sound"]
    shelving, found, besides = Shelving(context, where), dict[str, Any](), 0
    for tier in TIERS:
        bodies = weight(run, *tier)
        if besides + bodies > largest and tier != TIERS[-1]:
            continue
        shelving.cut(*tier)
        found = found or filled(shelving, run, shown, causes)
        unknown = not besides and tier != TIERS[-1]
        if unknown and HEAVY * bodies > largest and (least := shelving.archive.at_least()) > largest:
            besides = least - bodies
            continue
        archive = shelving.archive.packed()
        if len(archive.text) <= largest:
            break
        besides = len(archive.text) - bodies
    return found | {"archive": archive}


def weight(run: Run, cited: int, uncited: int) -> int:
    """Characters that the bodies take in an archive, so far as they are kept."""
    named = {row["where"]["exchange"] for row in run["requirements"] if row["where"]}
    return packed_length(
        text[: cited if exchange["id"] in named else uncited]
        for exchange in run["exchanges"].values()
        for text in (exchange["request"]["body"] or "", exchange["body"] or "")
    )


def filled(shelving: Shelving, run: Run, shown: list[Tile], causes: list[Told]) -> dict[str, Any]:
    told, seen = hiding(causes) | by_row(causes), told_first(exhibits(run), causes)
    grave = [each.cause["level"] == "MUST" for each in causes]
    lines = [shelving.cause(each) for each in causes]
    return {
        "musts": list(compress(lines, grave)),
        "shoulds": list(compress(lines, map(not_, grave))),
        "shelves": [shelving.shelf(tile, told) for tile in shown],
        "cited": shelving.cited(seen),
        "uncited": shelving.uncited(run, seen),
    }


def told_first(seen: list[Exhibit], causes: list[Told]) -> list[Exhibit]:
    """The exchanges that show a cause come before the others."""
    shows = {each.cause["exchange"] for each in causes}
    return sorted(seen, key=lambda exhibit: exhibit.id not in shows)


@cache
def packaged(folder: str, names: tuple[str, ...], kind: str) -> list[str]:
    return [(files("oaic_reports.page") / folder / f"{name}.{kind}").read_text("utf-8") for name in names]


def policy(style: str, script: str) -> str:
    """Nothing is loaded and nothing runs but what this page brought: a second lock behind the escaping."""
    own = f"style-src '{digest(style)}'; script-src '{digest(script)}'"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
