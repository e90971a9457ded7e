"""Where in a JSON text a pointer leads.

https://www.rfc-editor.org/rfc/rfc6901
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

BLANK = re.compile(r"[ \t\r\n]*")
DECODER = json.JSONDecoder(strict=False)
Span = tuple[int, int]


def span_of(text: str, pointer: str) -> Span | None:
    """Where a JSON text holds what a pointer names; for a missing member, where its parent ends."""
    try:
        at = blank(text, 0)
        for token in (raw.replace("~1", "/").replace("~0", "~") for raw in pointer.split("/")[1:]):
            child = dict(children(text, at)).get(token)
            if child is None:
                end = DECODER.raw_decode(text, at)[1]
                return (end - 1, end - 1) if text[at] in "{[" else (at, end)
            at = child
        return at, DECODER.raw_decode(text, at)[1]
    except (ValueError, IndexError, RecursionError):
        return None


def children(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Key or index, and offset, of each value in the object or array that begins here."""
    if text[at] not in "{[":
        return
    keyed, index, at = text[at] == "{", 0, blank(text, at + 1)
    while text[at] not in "}]":
        key: str = str(index)
        if keyed:
            key, at = DECODER.raw_decode(text, at)
            at = blank(text, blank(text, at) + 1)
        yield key, at
        at, index = blank(text, DECODER.raw_decode(text, at)[1]), index + 1
        if text[at] == ",":
            at = blank(text, at + 1)


def blank(text: str, at: int) -> int:
    """The offset after any white space."""
    match = BLANK.match(text, at)
    return match.end() if match else at
