"""Embeddings that cannot be, and are refused."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

REFUSED = {
    "empty-array": {"input": []},
    "not-text": {"input": 7},
    "unknown-format": {"encoding_format": "hexadecimal"},
    "zero-dimensions": {"dimensions": 0},
    "unknown-token": {"input": [2**31 - 1]},
    "unknown-model": {"model": UNKNOWN_MODEL},
    "too-many": {"input": ["a"] * 2049},
    "too-long": {"input": "parrot " * 50_000},
}
WEDGES = ("too-many", "too-long")  # an engine that refuses neither may be busy with it for minutes


@conversation("refusal", REFUSED, last=WEDGES)
def refused_embedding(target, texts_alone, variant):
    texts_alone[0].require_status()
    return target.provoke(EMBEDDINGS, target.body(EMBEDDINGS, **variant))


@conversation("refusal", {"input": "input", "model": "model"})
def incomplete_embedding(target, texts_alone, variant):
    """A request without a member it must have."""
    texts_alone[0].require_status()
    body = target.body(EMBEDDINGS)
    return target.provoke(EMBEDDINGS, {name: value for name, value in body.items() if name != variant})


@requirement(
    "embeddings.refusals.incomplete",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only="input",
    breaks="a misspelt member goes unnoticed, and vectors of nothing fill the index",
)
def test_a_request_without_an_input_is_refused(incomplete_embedding):
    """A request without `input` is refused."""
    assert incomplete_embedding.accepted == []


@requirement(
    "embeddings.refusals.no-model",
    SHOULD,
    basis="schema",
    on=EMBEDDINGS,
    only="model",
    breaks="a caller that forgets the model does not learn which one fills the index",
)
def test_a_request_without_a_model_is_refused(incomplete_embedding):
    """A request without `model` is refused."""
    assert incomplete_embedding.accepted == []


@requirement(
    "embeddings.refusals.not-text",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only="not-text",
    breaks="a mistake in the caller's types becomes a vector in the index",
)
def test_input_that_is_no_text_is_refused(refused_embedding):
    """An `input` that is neither text nor tokens is refused."""
    assert refused_embedding.accepted == []


@requirement(
    "embeddings.refusals.empty-array",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only="empty-array",
    breaks="the official Python SDK raises 'No embedding data received' for the empty list it is answered with",
)
def test_no_input_at_all_is_refused(refused_embedding):
    """An `input` that is an empty array is refused."""
    assert refused_embedding.accepted == []


@requirement(
    "embeddings.refusals.unknown-format",
    SHOULD,
    basis="schema",
    on=EMBEDDINGS,
    only="unknown-format",
    breaks="clients that ask for a spelling the server lacks decode another",
)
def test_an_unknown_spelling_is_refused(refused_embedding):
    """An `encoding_format` that does not exist is refused."""
    assert refused_embedding.accepted == []


@requirement(
    "embeddings.refusals.zero-dimensions",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only="zero-dimensions",
    breaks="a mistake in the caller's settings becomes vectors of another length, or of none",
)
def test_no_dimensions_are_refused(refused_embedding):
    """`dimensions` of zero are refused."""
    assert refused_embedding.accepted == []


@requirement(
    "embeddings.refusals.unknown-token",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    only="unknown-token",
    breaks="tokens of another vocabulary are embedded as if they meant something here",
)
def test_a_token_of_no_vocabulary_is_refused(refused_embedding):
    """A token id beyond the vocabulary is refused."""
    assert refused_embedding.accepted == []


@requirement(
    "embeddings.refusals.unknown-model",
    MUST,
    basis="sdk",
    on=EMBEDDINGS,
    only="unknown-model",
    breaks="documents are indexed by one model and searched by another, and nobody is told",
)
def test_an_unknown_model_is_refused(refused_embedding):
    """A `model` that does not exist is refused."""
    assert refused_embedding.accepted == []


@requirement(
    "embeddings.refusals.unknown-model-status",
    MUST,
    basis="sdk",
    on=EMBEDDINGS,
    only="unknown-model",
    breaks="the official SDKs raise NotFoundError for a 404 only",
)
def test_an_unknown_model_is_not_found(refused_embedding):
    """The refusal of an unknown `model` has status 404."""
    assert refused_embedding.refused_with == 404


@requirement("embeddings.refusals.too-many", INFO, basis="schema", on=EMBEDDINGS, only="too-many")
def test_too_many_inputs_are_refused(refused_embedding):
    """More than 2048 inputs are refused."""
    assert refused_embedding.accepted == []


@requirement("embeddings.refusals.too-long", INFO, basis="hearsay", on=EMBEDDINGS, only="too-long")
def test_an_input_beyond_the_context_is_refused(refused_embedding):
    """An input longer than any model takes is refused, and not cut."""
    assert refused_embedding.accepted == []
