"""The vectors of embeddings: whose they are, how long, and the same in either spelling."""

from oaic_suite import vectors
from oaic_suite.checks.embeddings import EMBEDDING, EMBEDDINGS, PARROT, SHIP
from oaic_suite.conversation import conversation
from oaic_suite.located import failing, unlike
from oaic_suite.place import Finding
from oaic_suite.reply import Reply
from oaic_suite.requirement import requirement
from oaic_suite.verdict import INFO, MUST, SHOULD


@conversation("reply")
def together(target, alone):
    """The same texts in one request."""
    return target.embed(input=[PARROT, SHIP], encoding_format="float")


@conversation("reply")
def respelt(target, alone):
    """The first text again, as base64."""
    return target.embed(input=PARROT, encoding_format="base64")


@conversation("reply")
def shortened(target, alone):
    """A vector of half as many components as the model gives by itself."""
    target.capabilities.require("embeddings-dimensions")
    return target.embed(dimensions=max(1, natural(alone) // 2))


@conversation("reply")
def lengthened(target, alone):
    """A vector of ten times as many components as the model gives by itself."""
    target.capabilities.require("embeddings-dimensions")
    return target.embed(dimensions=10 * natural(alone))


def as_base64(body):
    return body.get("encoding_format") == "base64"


def as_numbers(body):
    return not as_base64(body)


def sized(body):
    return "dimensions" in body


# --- the vectors -------------------------------------------------------------------------------------


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
    assert failing(vectors.embeddings(embedding), vectors.is_array_of_numbers, "an array of numbers") == []


@requirement(
    "embeddings.vectors.not-empty",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    breaks="vector stores refuse the document",
)
def test_no_vector_is_empty(embedding):
    """Every vector has a component."""
    assert failing(vectors.lengths(embedding), lambda length: length > 0, "at least one component") == []


@requirement(
    "embeddings.vectors.same-length",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    breaks="vector stores refuse all documents but those of the length of the first",
)
def test_all_vectors_have_the_same_length(embedding):
    """All vectors of an answer have as many components as the first."""
    first, *rest = vectors.lengths(embedding)
    assert unlike(rest, (), first.value) == []


@requirement("embeddings.vectors.unit-length", INFO, basis="observed", on=EMBEDDINGS, when=as_numbers)
def test_every_vector_is_of_length_one(embedding):
    """Every vector is of length one, so that a dot product is a cosine."""
    assert failing(vectors.norms(embedding), lambda norm: abs(norm - 1) < 0.01, "1, give or take a hundredth") == []


@requirement(
    "embeddings.vectors.order",
    MUST,
    basis="schema",
    breaks="every text of a batch is stored under the vector of another: searches return nonsense",
)
def test_every_text_has_its_own_vector(together, alone):
    """The vector at an index is that of the input at the same place: nearer to it than to any other's."""
    assert vectors.misplaced(together, known(alone)) == []


# --- base64 ------------------------------------------------------------------------------------------


@requirement(
    "embeddings.base64.vector",
    MUST,
    basis="sdk",
    on=EMBEDDINGS,
    when=as_base64,
    breaks="the official SDKs, which ask for base64 by themselves, hand on whatever else comes as if it were numbers",
)
def test_what_is_asked_for_as_base64_is_a_vector(embedding):
    """Every `embedding` that is asked for as base64 is a string, or else an array of numbers."""
    assert failing(vectors.embeddings(embedding), text_or_numbers, "a string of base64, or numbers") == []


@requirement(
    "embeddings.base64.string",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    when=as_base64,
    breaks="clients that decode what they asked for raise TypeError, and answers are four times as long",
)
def test_base64_is_a_string(embedding):
    """Every `embedding` is a string when `encoding_format` is `base64`."""
    assert failing(vectors.embeddings(embedding), lambda found: isinstance(found, str), "a string of base64") == []


@requirement(
    "embeddings.base64.floats",
    MUST,
    basis="sdk",
    on=EMBEDDINGS,
    when=as_base64,
    owns="@floats",
    breaks="the official SDKs raise an error in the decoder",
)
def test_base64_holds_floats(embedding):
    """The base64 of every `embedding` decodes to whole 32-bit floats."""
    assert vectors.undecodable(embedding) == []


@requirement(
    "embeddings.base64.finite",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    when=as_base64,
    breaks="one NaN in an index makes every search through it fail, or return nothing",
)
def test_floats_are_numbers(embedding):
    """No float in base64 is infinite or not a number."""
    assert vectors.not_numbers(embedding) == []


@requirement(
    "embeddings.base64.same-vector",
    MUST,
    basis="sdk",
    breaks="official SDKs, which decode 32-bit floats with the low byte first, find another vector than plain clients",
)
def test_both_spellings_say_the_same(respelt, alone):
    """As base64 of little-endian 32-bit floats, a text has the same vector as in numbers."""
    assert vectors.moved(respelt, vectors.steady(alone[0], alone[2])) == []


# --- dimensions --------------------------------------------------------------------------------------


@requirement(
    "embeddings.dimensions.length",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    when=sized,
    breaks="vector stores made for the length asked for refuse every document",
)
def test_vectors_are_as_long_as_asked(shortened):
    """Every vector has as many components as `dimensions` asks for."""
    assert unlike(vectors.lengths(shortened), (), shortened.request.get("dimensions")) == []


@requirement(
    "embeddings.dimensions.too-many",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    when=sized,
    breaks="vector stores made for the length asked for refuse every document, long after the mistake",
)
def test_more_dimensions_than_there_are_is_refused(lengthened):
    """More `dimensions` than the model has are refused with a 4xx, where they are not given."""
    assert neither_given_nor_refused(lengthened) == []


# --- what was established ----------------------------------------------------------------------------


def natural(alone: list[Reply]) -> int:
    """How many components the model gives by itself."""
    return len(vectors.at_index(alone[0], 0).value)


def known(alone: list[Reply]) -> list[vectors.Vector]:
    return [vectors.steady(alone[0], alone[2]), vectors.at_index(alone[1], 0).value]


def neither_given_nor_refused(reply: Reply) -> list[Finding]:
    """What a server did that neither gave vectors of the length asked for, nor a 4xx."""
    if reply.outcome in range(400, 500):
        return []
    wanted = reply.request.get("dimensions")
    if reply.outcome != 200:
        return [Finding(reply.place(), f"a 4xx, or vectors of {wanted} components", str(reply.outcome))]
    return unlike(vectors.lengths(reply), (), wanted)


def text_or_numbers(embedding: object) -> bool:
    return isinstance(embedding, str) or vectors.is_array_of_numbers(embedding)
