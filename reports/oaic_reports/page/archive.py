"""What the page holds but does not show at once: deflated, and drawn when it is opened."""

from __future__ import annotations

import json
import zlib
from base64 import b85encode
from dataclasses import dataclass, field

from oaic_reports.page.tree import Node, tree

# Five characters for four bytes; what a reader of markup might stumble on is written otherwise.
HARMLESS = str.maketrans({"<": ".", ">": ",", "&": ":"})


@dataclass
class Archive:
    """Parts by anchor: what opens below a line, and the line itself where that is folded."""

    bodies: dict[str, list[Node]] = field(default_factory=dict)
    folds: dict[str, dict[str, list[Node]]] = field(default_factory=dict)  # the lines of each, by anchor

    def keep(self, anchor: str, body: str, line: str = "", fold: str = "") -> None:
        self.bodies[anchor] = tree(body)
        if fold:
            self.folds.setdefault(fold, {})[anchor] = tree(line)

    def packed(self) -> str:
        value = {"folds": self.folds, "bodies": self.bodies}
        text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
        return b85encode(zlib.compress(text.encode(), 9)).decode().translate(HARMLESS)


def packed_length(text: str) -> int:
    """About how many characters a text takes in an archive."""
    return len(zlib.compress(text.encode("utf-8", "surrogatepass"))) * 5 // 4
