"""Markdown for the summary of a job: the conclusion, what broke, what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oaic_suite.judging.run_json import Row, Run

from oaic_reports import findings
from oaic_reports.clients import clients
from oaic_reports.conclusion import cause_in_words, concluded, plural
from oaic_reports.findings import Group, Score
from oaic_reports.pinpoint import bracketed, spot
from oaic_reports.summary import last_line, some
from oaic_reports.untrusted import capped, one_line

TEXT, CONTEXT = 600, 160
SHOWN = 40  # rows of a section: a job summary holds a mebibyte
QUOTED = re.compile(r"`([^`|]+)`")
OPENING = re.compile(r"^(\d*)([-+.)])")  # a list, where a line begins with it
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&@$])")


def markdown(run: Run) -> str:
    return "\n".join(lines(run)) + "\n"


def lines(run: Run) -> Iterator[str]:
    conclusion = concluded(run)
    yield f"## {conclusion.headline}\n"
    if run["message"]:
        yield f"**{prose(run['message'])}**\n"
    yield f"{prose(conclusion.meaning)}\n"
    yield f"{code(run['target']['base_url'])} · {last_line(run, None)}\n"
    yield from profiles(run)
    yield from section("Broken", findings.broken(run, "MUST"), run)
    yield from section("Deviations", findings.broken(run, "SHOULD"), run)
    yield from unestablished(run)


def profiles(run: Run) -> Iterator[str]:
    if not run["profiles"]:
        return
    yield "| profile | | MUST | SHOULD |\n|---|---|--:|--:|"
    for name, profile in findings.profiles(run):
        required = "" if profile["required"] else " (not required)"
        standing = findings.standing(profile)
        yield f"| {prose(name)}{required} | {standing} | {Score(**profile['must'])} | {Score(**profile['should'])} |"
    yield ""


def section(title: str, groups: list[Group], run: Run) -> Iterator[str]:
    rows = [row for group in groups for row in group.rows]
    if not rows:
        return
    yield f"### {title} ({len(rows)})\n"
    for row in rows[:SHOWN]:
        yield from finding(row, run)
    if rows[SHOWN:]:
        yield f"- … and {plural(len(rows) - SHOWN, 'requirement')} more"
    yield ""


def finding(row: Row, run: Run) -> Iterator[str]:
    place = spot(run, row["where"])
    yield f"- {code(row['id'])} {prose(row['statement'])}"
    labelled = {
        "expected": row["expected"] and code(row["expected"]),
        "observed": row["observed"] and code(row["observed"]),
        "at": place and prose(place.label),
        "text": place and place.before + place.after and code(bracketed(place, CONTEXT)),
        "breaks": row["breaks"] and prose(row["breaks"]),
        "seen": (seen := clients(row)) and prose(seen),
    }
    for name, text in labelled.items():
        if text:
            yield f"  - {name}: {text}"


def unestablished(run: Run) -> Iterator[str]:
    groups = findings.unestablished(run)
    ids = {row["id"] for row in run["requirements"]}
    if groups:
        yield f"### Not established ({sum(len(group.rows) for group in groups)})\n"
    for group in groups[:SHOWN]:
        cause = cause_in_words(group.cause, ids) if group.cause else group.rows[0]["reason"] or "no reason given"
        listed = code(some([row["id"] for row in group.rows]))
        yield f"- {prose(cause)}: {plural(len(group.rows), 'requirement')}: {listed}"


def prose(text: str) -> str:
    """Text of others as Markdown that says the same; `code` stays code."""
    pieces = QUOTED.split(one_line(capped(text, TEXT)).strip())
    said = "".join(code(piece) if odd % 2 else SPECIAL.sub(r"\\\1", piece) for odd, piece in enumerate(pieces))
    return OPENING.sub(r"\1\\\2", said)


def code(text: str) -> str:
    """A code span whose fence is longer than any run of backticks inside."""
    shown = one_line(capped(text, TEXT))
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
