"""Causes, requirements by surface, exchanges by operation: what matters lies open, the rest is folded and packed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from oaic_suite.judging.document.run_json import Row, Run

from oaic_reports.page.anchors import Anchors
from oaic_reports.page.archive import Archive
from oaic_reports.page.asked import operation
from oaic_reports.page.exhibit import SHOWN, Exhibit
from oaic_reports.page.template import part
from oaic_reports.page.tiles import Tile
from oaic_reports.page.told import Told
from oaic_reports.words.conclusion import plural

INLINE = {"cause": 600_000, "row": 300_000, "exchange": 400_000}  # characters of what lies open, of each kind
FOLDED = {  # of one, of several
    "open": ("open", "open"),
    "notes": ("to note", "to note"),
    "hold": ("holds", "hold"),
    "absent": ("does not apply", "do not apply"),
}
FOLD = {"inconclusive": "open", "not_run": "open", "pass": "hold", "not_applicable": "absent"}  # by verdict
NAMED = 80


@dataclass(frozen=True)
class Fold:
    key: str
    words: str


@dataclass(frozen=True)
class Shelf:
    tile: Tile
    lines: tuple[Markup, ...]
    folds: tuple[Fold, ...]

    @property
    def words(self) -> str:
        parts = [self.tile.must, self.tile.should]
        total = sum(part.total for part in parts)
        return f"{sum(part.holds for part in parts)} of {total} hold" if total else "does not apply"


class Shelving:
    """Writes lines and what opens below them: on the page, as long as there is room, else into the archive."""

    def __init__(self, context: Mapping[str, Any], anchors: Anchors) -> None:
        self.parts = {name: part(name, context) for name in INLINE}
        self.room = dict(INLINE)
        self.anchors, self.archive = anchors, Archive()
        self.archived: dict[str, Exhibit] = {}  # by anchor
        self.kept: dict[bool, int] = {}  # characters of a body, by whether a failure cites it

    def cut(self, cited: int, uncited: int) -> None:
        """So much is kept of a body, whether it is written later or lies in the archive already."""
        self.kept = {True: cited, False: uncited}
        for anchor, exhibit in self.archived.items():
            if exhibit.longest > self.kept[bool(exhibit.failed)]:
                self.archive.keep(anchor, self.in_full(exhibit))

    def cause(self, told: Told) -> Markup:
        body = self.parts["cause"].body(told)
        packed = self.packed("cause", told.anchor, body, lambda: body)
        return self.parts["cause"].line(told, "" if packed else body, packed)

    # --- requirements --------------------------------------------------------------------------------

    def shelf(self, tile: Tile, told: Mapping[str, Told]) -> Shelf:
        """What is broken lies open, the rest is folded by what became of it."""
        broken = sorted((row for row in tile.rows if not kind(row)), key=lambda row: (row["verdict"], row["id"]))
        folds = [self.folded(tile, name, told) for name in FOLDED]
        lines = [self.row(row, tile, told.get(row["id"])) for row in broken]
        return Shelf(tile, tuple(lines), tuple(fold for fold in folds if fold))

    def row(self, row: Row, tile: Tile, told: Told | None) -> Markup:
        body = self.parts["row"].body(row, told)
        packed = self.packed("row", self.anchors.rows[row["id"]], body, lambda: body)
        return self.parts["row"].line(row, tile.name, "" if packed else body, packed)

    def folded(self, tile: Tile, name: str, told: Mapping[str, Told]) -> Fold | None:
        rows = [row for row in tile.rows if kind(row) == name]
        key = f"{self.anchors.surfaces[tile.name]}-{name}"
        for row in rows:
            line = self.parts["row"].line(row, tile.name, "", True)
            body = self.parts["row"].body(row, told.get(row["id"]))
            self.archive.keep(self.anchors.rows[row["id"]], body, line, key)
        return Fold(key, counted(rows, name)) if rows else None

    # --- exchanges -----------------------------------------------------------------------------------

    def cited(self, exhibits: Iterable[Exhibit]) -> list[Markup]:
        return [self.exchange(exhibit) for exhibit in exhibits if exhibit.failed]

    def exchange(self, exhibit: Exhibit) -> Markup:
        body = self.parts["exchange"].body(exhibit, SHOWN) if exhibit.longest <= SHOWN else ""
        packed = self.packed("exchange", self.anchors.exchanges[exhibit.id], body, lambda: self.archivable(exhibit))
        return self.parts["exchange"].line(exhibit, "" if packed else body, packed)

    def uncited(self, run: Run, exhibits: Iterable[Exhibit]) -> list[Fold]:
        """By operation, in the order in which they were first asked."""
        alike: dict[str, list[Exhibit]] = {}
        for exhibit in exhibits:
            if not exhibit.failed:
                alike.setdefault(operation(run, exhibit.exchange), []).append(exhibit)
        return [self.fold(number, name, some) for number, (name, some) in enumerate(alike.items(), 1)]

    def fold(self, number: int, name: str, exhibits: list[Exhibit]) -> Fold:
        key = f"exchanges-{number}"
        for exhibit in exhibits:
            line = self.parts["exchange"].line(exhibit, "", True)
            self.archive.keep(self.anchors.exchanges[exhibit.id], self.archivable(exhibit), line, key)
        return Fold(key, f"{name[:NAMED]}: {plural(len(exhibits), 'exchange')}")

    def archivable(self, exhibit: Exhibit) -> str:
        self.archived[self.anchors.exchanges[exhibit.id]] = exhibit
        return self.in_full(exhibit)

    def in_full(self, exhibit: Exhibit) -> str:
        return str(self.parts["exchange"].body(exhibit, self.kept[bool(exhibit.failed)]))

    def packed(self, kind: str, anchor: str, body: str, whole: Callable[[], str]) -> bool:
        """Whether a body is not on the page, where there is no room for it; the whole of it is then in the archive."""
        if body and len(body) <= self.room[kind]:
            self.room[kind] -= len(body)
            return False
        self.archive.keep(anchor, whole())
        return True


def counted(rows: list[Row], name: str) -> str:
    """`162 and 1 note hold`: what is scored is told apart, as everywhere else."""
    notes = 0 if name == "notes" else sum(row["level"] == "INFO" for row in rows)
    told = [f"{len(rows) - notes:,}"] if len(rows) > notes else []
    told += [plural(notes, "note")] if notes else []
    return f"{' and '.join(told)} {FOLDED[name][len(rows) > 1]}"


def kind(row: Row) -> str:
    """The fold that a row lies in; empty for what is red, or our error."""
    if row["verdict"] == "fail":
        return "notes" if row["level"] == "INFO" else ""
    return FOLD.get(row["verdict"], "")
