"""Which documents a ranking names, and in which order."""

from __future__ import annotations

from itertools import pairwise

from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply

INDEXES, RANKS = "/results/*/index", "/results/*/relevance_score"


def strangers(ranking: Reply) -> list[Finding]:
    """Indexes of no document, or of one that was named before."""
    seen: set[int] = set()
    documents = len(ranking.request.get("documents"))
    return failing(ranking.sound(INDEXES), lambda index: index < documents and new(index, seen), "one document, once")


def new(index: int, seen: set[int]) -> bool:
    known = index in seen
    seen.add(index)
    return not known


def rising(ranking: Reply) -> list[Finding]:
    """Scores that are higher than the one before."""
    pairs = pairwise(ranking.sound(RANKS))
    return [later.finding(f"{earlier.value} at most") for earlier, later in pairs if later.value > earlier.value]


def wanted(ranking: Reply) -> int:
    """How many documents a ranking is to name."""
    documents = len(ranking.request.get("documents"))
    return min(ranking.request.get("top_n") or documents, documents)


def places(scores: Reply) -> list[Located]:
    return scores.sound("/data/*/index")
