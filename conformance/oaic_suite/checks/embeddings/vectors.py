"""The vectors of an answer, as numbers."""

from oaic_suite.checks.embeddings import readings
from oaic_suite.checks.embeddings.conversations import PARROT, SHIP
from oaic_suite.checks.embeddings.readings import EMBEDDING, as_base64
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.evidence.located import failing, repeated, unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

# An engine that packs texts by length, or takes a few at a time, may put them back in another order.
TOGETHER = (PARROT, SHIP, SHIP, PARROT, SHIP, PARROT, PARROT, SHIP, SHIP)


@conversation("reply")
def texts_together(target, texts_alone):
    """The same texts in one request."""
    return target.ask(EMBEDDINGS, input=list(TOGETHER), encoding_format="float")


def as_numbers(body):
    return not as_base64(body)


@requirement(
    "embeddings.vectors.numbers",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    when=as_numbers,
    owns=(EMBEDDING, f"{EMBEDDING}/**"),
    breaks="clients that did not ask for base64 compute with a string, or with nothing at all",
)
def test_a_vector_is_an_array_of_numbers(embedding):
    """Every `embedding` is an array of numbers, unless base64 is asked for."""
    assert failing(readings.embeddings(embedding), readings.is_array_of_numbers, "an array of numbers") == []


@requirement(
    "embeddings.vectors.not-empty",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    breaks="vector stores refuse the document",
)
def test_no_vector_is_empty(embedding):
    """Every vector has a component."""
    assert failing(readings.lengths(embedding), lambda length: length > 0, "at least one component") == []


@requirement(
    "embeddings.vectors.same-length",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    breaks="vector stores refuse all documents but those of the length of the first",
)
def test_all_vectors_have_the_same_length(embedding):
    """All vectors of an answer have as many components as the first."""
    first, *rest = readings.lengths(embedding)
    assert unlike(rest, (), first.value) == []


@requirement("embeddings.vectors.unit-length", INFO, basis="observed", on=EMBEDDINGS, when=as_numbers)
def test_every_vector_is_of_length_one(embedding):
    """Every vector is of length one, so that a dot product is a cosine."""
    assert failing(readings.norms(embedding), lambda norm: abs(norm - 1) < 0.01, "1, give or take a hundredth") == []


@requirement(
    "embeddings.vectors.order",
    MUST,
    basis="schema",
    breaks="every text of a batch is stored under the vector of another: searches return nonsense",
)
def test_every_text_has_its_own_vector(texts_together, texts_alone):
    """The vector at an index is that of the input at the same place: nearer to it than to any other's."""
    assert readings.misplaced(texts_together, known(texts_alone)) == []


@requirement(
    "embeddings.vectors.as-alone",
    SHOULD,
    basis="observed",
    breaks="a document that was stored among others is not found by its own words",
)
def test_a_text_has_the_same_vector_among_others(texts_together, texts_alone):
    """The vector of a text among others is that of the text alone, give or take a tenth."""
    assert readings.strayed(texts_together, known(texts_alone)) == []


@requirement(
    "embeddings.vectors.every-script",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    only="scripts",
    breaks="every document in another script than Latin lies at one and the same place: searches find any of them",
    fix="Hand texts to the tokenizer as they came; drop no characters beyond ASCII before it.",
)
def test_texts_in_any_script_have_vectors_of_their_own(embedding):
    """No two texts in different scripts have the same vector."""
    assert repeated(readings.vectors(embedding), "a vector of its own") == []


def known(texts_alone: list[Reply]) -> list[readings.Vector]:
    """The vector of each text that was sent together, as it is alone."""
    alone = {
        PARROT: readings.steady(texts_alone[0], texts_alone[2]),
        SHIP: readings.at_index(texts_alone[1], 0).value,
    }
    return [alone[text] for text in TOGETHER]
