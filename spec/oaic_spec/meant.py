"""What somebody probably meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 3
ALIKE = 0.7  # of 1: below that a guess misleads


def meant(typed: str, known: Iterable[str]) -> str:
    """`; did you mean this or that?`, to stand behind a complaint; or nothing."""
    close = get_close_matches(typed, list(known), n=MOST, cutoff=ALIKE)
    return f"; did you mean {' or '.join(close)}?" if close else ""
