"""Pairs of texts, scored."""

from oaic_suite.checks.rerank.readings import places
from oaic_suite.checks.rerank.surface import DOCUMENTS, QUERY, SCORING
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

PAIRS = {"one-to-many": {}, "many-to-many": {"text_1": [QUERY] * len(DOCUMENTS)}}


@conversation("reply", PAIRS)
def scores(target, variant):
    target.capabilities.require("score")
    return target.ask(SCORING, **variant)


@conversation("refusal")
def unpaired(target, scores_control):
    scores_control.require_status()
    return target.ask(SCORING, text_1=[QUERY, QUERY], text_2=DOCUMENTS)


@conversation("reply", control=True)
def scores_control(target):
    target.capabilities.require("score")
    return target.ask(SCORING)


@requirement(
    "rerank.score.status",
    SHOULD,
    basis="convention",
    on=SCORING,
    owns="@outcome",
    breaks="nobody learns how near texts lie to each other",
)
def test_pairs_are_scored(scores):
    """`POST /score` with one text and several, or with as many, is answered with status 200."""
    assert scores.outcome == 200


@requirement(
    "rerank.score.schema",
    SHOULD,
    basis="convention",
    on=SCORING,
    breaks="clients find no scores",
)
def test_scores_keep_the_contract(scores):
    """Scores stand in `data`, each with a whole number as `index` and a number as `score`."""
    assert scores.residue() == []


@requirement(
    "rerank.score.order",
    SHOULD,
    basis="convention",
    on=SCORING,
    breaks="scores are taken for those of other pairs",
)
def test_scores_come_in_the_order_of_the_pairs(scores):
    """There is a score for each pair, in the order of the request: scores are not ranked."""
    assert [place.value for place in places(scores)] == list(range(len(DOCUMENTS)))


@requirement(
    "rerank.score.unpaired",
    SHOULD,
    basis="convention",
    on=SCORING,
    only=OURS,
    breaks="a list that lost a text is scored against the wrong ones, and nobody notices",
)
def test_what_makes_no_pairs_is_refused(unpaired):
    """Two texts and three are refused."""
    assert unpaired.accepted == []
