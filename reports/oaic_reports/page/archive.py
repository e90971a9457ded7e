"""What the page holds but does not show at once: deflated, and drawn when it is opened."""

from __future__ import annotations

import json
import zlib
from base64 import b85encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from oaic_reports.page.tree import Node, tree

# Five characters for four bytes; what a reader of markup might stumble on is written otherwise.
HARMLESS = str.maketrans({"<": ".", ">": ",", "&": ":"})


BLOCK = 4_096  # bytes spelt at once, a whole number of fours: spelling takes twenty times what it is given


@dataclass
class Archive:
    """Parts by anchor, as JSON: what opens below a line, and the line itself where that is folded."""

    bodies: dict[str, str] = field(default_factory=dict)
    folds: dict[str, dict[str, str]] = field(default_factory=dict)  # the lines of each, by anchor

    def keep(self, anchor: str, body: str, line: str = "", fold: str = "") -> None:
        self.bodies[anchor] = written(tree(body))
        if fold:
            self.folds.setdefault(fold, {})[anchor] = written(tree(line))

    def packed(self) -> str:
        deflating = zlib.compressobj(9)
        folds = {fold: "".join(members(lines)) for fold, lines in self.folds.items()}
        whole = ('{"folds":', *members(folds), ',"bodies":', *members(self.bodies), "}")
        return spelt(b"".join([*(deflating.compress(piece.encode()) for piece in whole), deflating.flush()]))


def written(parts: list[Node]) -> str:
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":"))


def members(values: Mapping[str, str]) -> Iterator[str]:
    """An object whose values are written already, piece by piece."""
    yield "{"
    for number, (name, value) in enumerate(values.items()):
        yield f"{',' if number else ''}{json.dumps(name)}:{value}"
    yield "}"


def spelt(deflated: bytes) -> str:
    blocks = (deflated[begin : begin + BLOCK] for begin in range(0, len(deflated), BLOCK))
    return b"".join(map(b85encode, blocks)).decode().translate(HARMLESS)


def packed_length(text: str) -> int:
    """About how many characters a text takes in an archive."""
    return len(zlib.compress(text.encode("utf-8", "surrogatepass"))) * 5 // 4
