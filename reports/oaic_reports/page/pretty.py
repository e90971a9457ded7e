"""JSON laid out on lines, token by token: every token stays as it was written, and knows where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A vector of numbers is one token: nobody reads it line by line.
TOKEN = re.compile(r'\[[^\[\]{}"]*\]|"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
OPEN, CLOSE = "{[", "}]"
INDENT = "  "
DEEPEST = 20  # levels that are still indented

# The text of a piece, and where it begins in the source; None for the spaces between.
Piece = tuple[str, int | None]


def laid_out(text: str) -> str:
    return "".join(piece for piece, _ in pieces(text))


def looks_like_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def pieces(text: str) -> Iterator[Piece]:
    """Whatever is no JSON comes out as the tokens it seems to have; nothing but space is lost."""
    depth, before = 0, ""
    for token in TOKEN.finditer(text):
        word = token[0]
        depth -= word in CLOSE
        if space := between(before, word, depth):
            yield space, None
        yield word, token.start()
        depth += word in OPEN
        before = word


def between(before: str, word: str, depth: int) -> str:
    if before == ":":
        return " "
    if word in (",", ":") or not before or (before in OPEN and word in CLOSE):
        return ""
    return "\n" + INDENT * min(max(depth, 0), DEEPEST)
