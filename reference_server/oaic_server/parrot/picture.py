"""What the parrot paints: blocks on paper, always the same for the same words.

A picture is known by its name, which says all of it: whoever has the name can paint it again. PNG shows its blocks,
the other formats its colour alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from oaic_server.parrot.painting.colour import INKS, PAPER, Colour, grey
from oaic_server.parrot.painting.jpeg import jpeg
from oaic_server.parrot.painting.png import png
from oaic_server.parrot.painting.webp import webp

ROWS = 8  # of blocks, and as many in a row: the right half mirrors the left
HALF = ROWS // 2
LONGEST_SIDE = 2_048  # pixels
PLACE = "/pictures/"  # where it can be fetched by its name
NAME = re.compile(r"([0-9a-f]{8})-([1-9]\d{0,3})x([1-9]\d{0,3})(-clear)?\.(png|jpeg|webp)")


@dataclass(frozen=True)
class Picture:
    motif: int  # the left halves of its rows, one bit for each block, the first row highest
    width: int
    height: int
    format: str
    clear: bool = False

    @property
    def name(self) -> str:
        return f"{self.motif:08x}-{self.width}x{self.height}{'-clear' if self.clear else ''}.{self.format}"

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def ink(self) -> Colour:
        return INKS[self.motif % len(INKS)]

    @property
    def rows(self) -> list[list[bool]]:
        halves = [f"{self.motif:0{ROWS * HALF}b}"[row * HALF :][:HALF] for row in range(ROWS)]
        return [[block == "1" for block in half + half[::-1]] for half in halves]

    def begun(self, part: int, parts: int) -> Picture:
        """The same with so many parts of its rows painted; the last, which gives the ink, is there from the start."""
        blank = (1 << HALF * (ROWS - ROWS * part // parts)) - 1
        return replace(self, motif=self.motif & ~blank | self.motif & (1 << HALF) - 1)

    def data(self) -> bytes:
        return FORMATS[self.format](self)


FORMATS: Mapping[str, Callable[[Picture], bytes]] = {
    "png": lambda made: png(made.rows, made.size, PAPER, made.ink, clear=made.clear),
    "jpeg": lambda made: jpeg(made.size, grey(made.ink)),
    "webp": lambda made: webp(made.size, made.ink, clear=made.clear),
}


def motif(words: str, choice: int = 0) -> int:
    return int.from_bytes(hashlib.blake2b(f"{choice}:{words}".encode(), digest_size=4).digest(), "big")


def named(name: str) -> Picture | None:
    """The picture of a name; None where it is none, or too large."""
    found = NAME.fullmatch(name)
    if found is None:
        return None
    made = Picture(int(found[1], 16), int(found[2]), int(found[3]), found[5], bool(found[4]))
    return made if max(made.size) <= LONGEST_SIDE else None
