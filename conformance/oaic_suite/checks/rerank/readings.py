"""Which documents a ranking names, and in which order."""

from __future__ import annotations

from itertools import pairwise

from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

INDEXES, RANKS = "/results/*/index", "/results/*/relevance_score"
ALIKE = 0.05  # of the distance between the best and the worst: scores that near to each other may change places


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


def misplaced(ranking: Reply, backwards: Reply) -> list[Finding]:
    """Documents whose score is nearer to that of another one when they are sent the other way round."""
    if strangers(ranking) or strangers(backwards):
        raise NotEstablished("a ranking names no documents of the request", "rerank.indexes")
    before, after = by_index(ranking), by_index(backwards)
    if len(before) != len(after):
        raise NotEstablished("one ranking has fewer documents than the other", "rerank.top-n")
    last = len(before) - 1
    known = sorted(score.value for score in before.values())
    apart = min((later - earlier for earlier, later in pairwise(known)), default=0)
    if apart <= ALIKE * (known[-1] - known[0]):
        raise NotEstablished("two documents have nearly the same score")
    own = {index: before[last - index].value for index in after if last - index in before}
    return [
        after[index].finding(f"{score}, as before") for index, score in own.items() if off(after[index], score, apart)
    ]


def by_index(ranking: Reply) -> dict[int, Located]:
    """The score of each document."""
    return {index.value: score for index, score in zip(ranking.sound(INDEXES), ranking.sound(RANKS), strict=True)}


def off(found: Located, score: float, apart: float) -> bool:
    return bool(abs(found.value - score) > apart / 2)


def wanted(ranking: Reply) -> int:
    """How many documents a ranking is to name."""
    documents = len(ranking.request.get("documents"))
    return min(ranking.request.get("top_n") or documents, documents)


def places(scores: Reply) -> list[Located]:
    return scores.sound("/data/*/index")
