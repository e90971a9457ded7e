"""What the page holds but does not show at once: packed, and drawn when it is opened."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from oaic_reports.page.packing import Packed, at_least, pack
from oaic_reports.page.sharing import Shared, Sharing, written


@dataclass
class Archive:
    """Parts by anchor, as JSON: what opens below a line, and the line itself where that is folded."""

    sharing: Sharing = field(default_factory=Sharing)
    bodies: dict[str, list[int]] = field(default_factory=dict)
    folds: dict[str, dict[str, list[int]]] = field(default_factory=dict)  # the lines of each, by anchor

    def keep(self, anchor: str, body: str, line: str = "", fold: str = "") -> None:
        self.bodies[anchor] = self.sharing.keep(body)
        if fold:
            self.folds.setdefault(fold, {})[anchor] = self.sharing.keep(line)

    def packed(self) -> Packed:
        return pack(self.pieces())

    def at_least(self) -> int:
        """Characters that it takes at least."""
        return at_least(self.pieces())

    def pieces(self) -> Iterator[str]:
        shared = Shared(self.sharing, self.roots())
        yield f'{{"heads":[{",".join(self.sharing.beginnings())}],"shared":['
        yield from parted(shared.wholes())
        yield '],"folds":{'
        yield from parted(f"{written(fold)}:{{{''.join(parts(lines, shared))}}}" for fold, lines in self.folds.items())
        yield '},"bodies":{'
        yield from parts(self.bodies, shared)
        yield "}}"

    def roots(self) -> Iterator[int]:
        """The nodes that stand in none: what was kept before under the same anchor is none of them any more."""
        for kept in (self.bodies, *self.folds.values()):
            yield from chain.from_iterable(kept.values())


def parts(kept: Mapping[str, list[int]], shared: Shared) -> Iterator[str]:
    return parted(f"{written(anchor)}:{shared.listed(numbers)}" for anchor, numbers in kept.items())


def parted(pieces: Iterable[str]) -> Iterator[str]:
    """Written values with a comma between any two."""
    for number, piece in enumerate(pieces):
        yield f",{piece}" if number else piece


def packed_length(texts: Iterable[str]) -> int:
    """About how many characters they take in an archive."""
    packer = zlib.compressobj()
    packed = sum(len(packer.compress(text.encode("utf-8", "surrogatepass"))) for text in texts)
    return (packed + len(packer.flush())) * 5 // 4
