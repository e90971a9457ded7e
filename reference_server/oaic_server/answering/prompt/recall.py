"""What a user has said of something before: asked "what is my name", the parrot says what "my name is" said."""

from __future__ import annotations

import re
from collections.abc import Iterable

QUESTION = re.compile(r"\bwhat(?:'s| is| was) my (\w{1,40})\b[^.?!\n]{0,40}\?", re.IGNORECASE)
LISTENED = 4_000  # characters of each text
SAID = r"\bmy {0} is ([^.,;!?\n]{{1,100}})"


def recalled(question: str, before: Iterable[str]) -> str | None:
    """The latest word on what is asked for; None where nothing is, or nobody said it."""
    if (asked := QUESTION.search(question[:LISTENED])) is None:
        return None
    said = re.compile(SAID.format(re.escape(asked[1])), re.IGNORECASE)
    words = [found[1].strip() for text in before for found in said.finditer(text[:LISTENED])]
    return words[-1] if words else None
