"""Embeddings asked for in other ways: tokens instead of text, fewer dimensions, a user."""

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.embeddings import readings
from oaic_suite.checks.embeddings.readings import as_ids
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("reply")
def embedding_for_user(target, texts_alone):
    texts_alone[0].require_status()
    return target.ask(EMBEDDINGS, user="ada")


@requirement(
    "embeddings.tokens.status",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns="@outcome",
    when=as_ids,
    breaks="LangChain's OpenAIEmbeddings, which sends token ids unless told otherwise, embeds nothing",
)
def test_tokens_are_embedded(embedding):
    """A request to embed an array of token ids, or an array of such arrays, is answered with status 200."""
    assert embedding.outcome == 200


@requirement(
    "embeddings.tokens.count",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    when=as_ids,
    breaks="LangChain's OpenAIEmbeddings, which sends token ids, stores each text under the vector of a part of it",
)
def test_there_is_a_vector_for_each_array_of_tokens(embedding):
    """`data` has one entry for an array of token ids, and one for each array in an array of such arrays."""
    assert len(embedding.array("data")) == len(prompts.each(embedding.request.get("input")))


@requirement(
    "embeddings.user.accepted",
    SHOULD,
    basis="schema",
    on=EMBEDDINGS,
    breaks="clients that always send the member cannot embed anything",
)
def test_a_user_is_accepted(embedding_for_user):
    """A request that names its `user` is answered with status 200."""
    assert embedding_for_user.outcome == 200


@conversation("reply")
def shortened(target, texts_alone):
    """A vector of half as many components as the model gives by itself."""
    target.capabilities.require("embeddings-dimensions")
    return target.ask(EMBEDDINGS, dimensions=max(1, natural(texts_alone) // 2))


@conversation("reply")
def lengthened(target, texts_alone, shortened):
    """A vector of ten times as many components as the model gives by itself, where fewer are given."""
    if of_another_length(shortened):
        raise NotEstablished("`dimensions` are ignored where fewer are asked for too", "embeddings.dimensions.length")
    return target.ask(EMBEDDINGS, dimensions=10 * natural(texts_alone))


def sized(body):
    return "dimensions" in body


@requirement(
    "embeddings.dimensions.length",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    when=sized,
    breaks="vector stores made for the length asked for refuse every document",
    shows="dimensions",
)
def test_vectors_are_as_long_as_asked(shortened):
    """Every vector has as many components as `dimensions` asks for."""
    assert of_another_length(shortened) == []


@requirement(
    "embeddings.dimensions.too-many",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only=OURS,
    breaks="vector stores made for the length asked for refuse every document, long after the mistake",
)
def test_more_dimensions_than_there_are_is_refused(lengthened):
    """More `dimensions` than the model has are refused with a 4xx, where they are not given."""
    assert neither_given_nor_refused(lengthened) == []


def of_another_length(reply: Reply) -> list[Finding]:
    """The lengths of vectors that are not what was asked for."""
    return unlike(readings.lengths(reply), (), reply.request.get("dimensions"))


def natural(texts_alone: list[Reply]) -> int:
    """How many components the model gives by itself."""
    return len(readings.at_index(texts_alone[0], 0).value)


def neither_given_nor_refused(reply: Reply) -> list[Finding]:
    """What a server did that neither gave vectors of the length asked for, nor a 4xx."""
    if reply.outcome in range(400, 500):
        return []
    expected = f"a 4xx, or vectors of {reply.request.get('dimensions')} components"
    if reply.outcome != 200:
        return [Finding(reply.place(), expected, str(reply.outcome))]
    return [
        Finding(found.place, expected, f"200, with {found.observed} components") for found in of_another_length(reply)
    ]
