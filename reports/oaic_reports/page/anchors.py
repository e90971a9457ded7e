"""Fragments that lead within the page: an id as it is where that can do no harm, else a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from oaic_suite.judging.document.run_json import Cause, Run

from oaic_reports.links import page_of

# Of the shape of our ids, which have at least one dot; nothing else on the page has an anchor with a dot.
DOTTED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+")
PLAIN = re.compile(r"[a-z0-9.-]{1,60}")
NUMBERED = re.compile(r"x-[0-9]{1,9}")
LONGEST = 100


@dataclass(frozen=True)
class Anchors:
    rows: dict[str, str]
    exchanges: dict[str, str]
    surfaces: dict[str, str]

    def cause(self, cause: Cause) -> str:
        """Stable as the key of the cause is, whatever that is made of."""
        return f"cause-{sha256(cause['key'].encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def anchors(run: Run, surfaces: list[str]) -> Anchors:
    return Anchors(
        rows=numbered([row["id"] for row in run["requirements"]], "r", DOTTED),
        exchanges=numbered(list(run["exchanges"]), "e", NUMBERED),
        surfaces={
            name: f"in-{name}" if PLAIN.fullmatch(name) else f"s{number}" for number, name in enumerate(surfaces)
        },
    )


def explained(id: str) -> str | None:
    """The page of a requirement of ours: the only address that leads out of this one."""
    return page_of(id) if len(id) <= LONGEST and DOTTED.fullmatch(id) else None


def numbered(ids: list[str], letter: str, harmless: re.Pattern[str]) -> dict[str, str]:
    return {
        id: id if len(id) <= LONGEST and harmless.fullmatch(id) else f"{letter}{number}"
        for number, id in enumerate(ids, 1)
    }
