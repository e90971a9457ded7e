"""A tile for each surface: how much of it holds, is broken, and is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Row, Run
from oaic_suite.judging.verdict import LevelWord, VerdictWord

ORDER = ("broken", "deviates", "open", "holds", "not offered")
OPEN: tuple[VerdictWord, ...] = ("inconclusive", "not_run", "error")


@dataclass(frozen=True)
class Parts:
    """What became of the rows of a level."""

    holds: int
    broken: int
    open: int

    @property
    def total(self) -> int:
        return self.holds + self.broken + self.open

    def bar(self) -> list[tuple[str, float, float]]:
        """Word, beginning and length of each part, of a hundred."""
        lengths = [("holds", self.holds), ("open", self.open), ("broken", self.broken)]
        bars, at = [], 0.0
        for word, number in lengths:
            length = 100 * number / (self.total or 1)
            bars += [(word, round(at, 2), round(length, 2))] if number else []
            at += length
        return bars


@dataclass(frozen=True)
class Tile:
    name: str
    rows: tuple[Row, ...]
    must: Parts
    should: Parts

    @property
    def state(self) -> str:
        """In one word, by what is worst."""
        if not self.must.total + self.should.total:
            return "not offered"
        for part in (self.must, self.should):
            if part.broken:
                return "broken" if part is self.must else "deviates"
        return "open" if self.must.open + self.should.open else "holds"


def tiles(run: Run) -> list[Tile]:
    """What is broken first, and the largest of those alike."""
    rows = defaultdict(list)
    for row in run["requirements"]:
        rows[surface_of(row, run)].append(row)
    found = [Tile(name, tuple(some), parts(some, "MUST"), parts(some, "SHOULD")) for name, some in rows.items()]
    return sorted(found, key=lambda tile: (ORDER.index(tile.state), -tile.must.total, -len(tile.rows), tile.name))


def surface_of(row: Row, run: Run) -> str:
    """The beginning of an id that people know by name: its first word, or more where a profile is called so."""
    words = row["id"].split(".")
    profiled = (".".join(words[:n]) for n in range(len(words), 1, -1) if "-".join(words[:n]) in run["profiles"])
    return next(profiled, words[0])


def parts(rows: Iterable[Row], level: LevelWord) -> Parts:
    count = Counter(row["verdict"] for row in rows if row["level"] == level)
    return Parts(count["pass"], count["fail"], sum(count[verdict] for verdict in OPEN))
