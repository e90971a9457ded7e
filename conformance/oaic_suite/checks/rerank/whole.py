"""Documents ranked by a question."""

from oaic_suite.checks.rerank.readings import misplaced, rising, strangers, wanted
from oaic_suite.checks.rerank.surface import DOCUMENTS, RANKING
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD


@conversation("reply", {"all": {}, "two": {"top_n": 2}, "more": {"top_n": 9}})
def ranking(target, variant):
    target.capabilities.require("rerank")
    return target.ask(RANKING, **variant)


@conversation("refusal")
def unranked(target, ranking_control):
    ranking_control.require_status()
    return target.provoke(RANKING, target.body(RANKING, documents=7))


@conversation("reply", control=True)
def ranking_control(target):
    target.capabilities.require("rerank")
    return target.ask(RANKING)


@conversation("reply")
def ranking_backwards(target, ranking_control):
    """The same documents, the last first."""
    ranking_control.require_status()
    return target.ask(RANKING, documents=DOCUMENTS[::-1])


@requirement(
    "rerank.status",
    SHOULD,
    basis="convention",
    on=RANKING,
    owns="@outcome",
    breaks="what was found is shown as it was found, the best anywhere",
)
def test_documents_are_ranked(ranking):
    """`POST /rerank` is answered with status 200, with `top_n` and without."""
    assert ranking.outcome == 200


@requirement(
    "rerank.schema",
    SHOULD,
    basis="convention",
    on=RANKING,
    breaks="clients find no results, or cannot tell which document one is",
)
def test_a_ranking_keeps_the_contract(ranking):
    """A ranking has `results`, each with a whole number as `index` and a number as `relevance_score`."""
    assert ranking.residue() == []


@requirement(
    "rerank.indexes",
    SHOULD,
    basis="convention",
    on=RANKING,
    breaks="clients that look up documents by `index` show others, or one twice",
)
def test_a_ranking_names_documents_of_the_request(ranking):
    """Each `index` is that of a document of the request, and none comes twice."""
    assert strangers(ranking) == []


@requirement(
    "rerank.own-index",
    SHOULD,
    basis="convention",
    on=RANKING,
    only=OURS,
    breaks="clients that look up documents by `index` show others: the best is taken to be whatever was sent first",
    fix="Tell of each result the place that its document has in the request, not the one that it has in the ranking.",
)
def test_an_index_is_that_of_its_document(ranking_control, ranking_backwards):
    """A document keeps its score where the documents are sent in another order: `index` follows it to its place."""
    assert misplaced(ranking_control, ranking_backwards) == []


@requirement(
    "rerank.sorted",
    SHOULD,
    basis="convention",
    on=RANKING,
    breaks="clients that take the first few take the wrong ones",
)
def test_the_best_comes_first(ranking):
    """`results` begin with the highest `relevance_score`, and none is higher than the one before."""
    assert rising(ranking) == []


@requirement(
    "rerank.top-n",
    SHOULD,
    basis="convention",
    on=RANKING,
    breaks="a prompt is filled with more documents than there is room for, or with fewer",
)
def test_as_many_as_asked_for_are_told(ranking):
    """There are `top_n` results, or one for each document where it asks for more or is not there."""
    assert len(ranking.array("results")) == wanted(ranking)


@requirement(
    "rerank.not-documents",
    SHOULD,
    basis="convention",
    on=RANKING,
    only=OURS,
    breaks="a mistake in the caller's types is ranked as if it were documents",
)
def test_a_number_is_no_documents(unranked):
    """`documents` that are a number are refused."""
    assert unranked.accepted == []
