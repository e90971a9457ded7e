"""What the page holds but does not show at once: packed, and drawn when it is opened."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from oaic_reports.page.packing import Packed, pack
from oaic_reports.page.sharing import Sharing, written
from oaic_reports.page.tree import tree


@dataclass
class Archive:
    """Parts by anchor, as JSON: what opens below a line, and the line itself where that is folded."""

    sharing: Sharing = field(default_factory=Sharing)
    bodies: dict[str, list[int]] = field(default_factory=dict)
    folds: dict[str, dict[str, list[int]]] = field(default_factory=dict)  # the lines of each, by anchor

    def keep(self, anchor: str, body: str, line: str = "", fold: str = "") -> None:
        self.bodies[anchor] = self.sharing.keep(tree(body))
        if fold:
            self.folds.setdefault(fold, {})[anchor] = self.sharing.keep(tree(line))

    def packed(self) -> Packed:
        return pack(self.pieces())

    def pieces(self) -> Iterator[str]:
        yield f'{{"heads":[{",".join(self.sharing.heads)}],"shared":['
        yield from parted(self.sharing.wholes())
        yield '],"folds":{'
        yield from parted(f"{written(fold)}:{{{''.join(self.parts(lines))}}}" for fold, lines in self.folds.items())
        yield '},"bodies":{'
        yield from self.parts(self.bodies)
        yield "}}"

    def parts(self, kept: Mapping[str, list[int]]) -> Iterator[str]:
        return parted(f"{written(anchor)}:{self.sharing.listed(numbers)}" for anchor, numbers in kept.items())


def parted(pieces: Iterable[str]) -> Iterator[str]:
    """Written values with a comma between any two."""
    for number, piece in enumerate(pieces):
        yield f",{piece}" if number else piece


def packed_length(text: str) -> int:
    """About how many characters a text takes in an archive."""
    return len(zlib.compress(text.encode("utf-8", "surrogatepass"))) * 5 // 4
