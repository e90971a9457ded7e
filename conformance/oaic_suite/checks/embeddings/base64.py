"""Vectors as base64: the same numbers, packed."""

from oaic_suite.checks.embeddings import readings
from oaic_suite.checks.embeddings.conversations import PARROT
from oaic_suite.checks.embeddings.readings import as_base64
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.evidence.located import failing
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("reply")
def text_as_base64(target, texts_alone):
    """The first text again, as base64."""
    return target.ask(EMBEDDINGS, input=PARROT, encoding_format="base64")


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
    assert failing(readings.embeddings(embedding), text_or_numbers, "a string of base64, or numbers") == []


@requirement(
    "embeddings.base64.string",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    when=as_base64,
    breaks="clients that decode what they asked for raise TypeError, and answers are four times as long",
    shows="encoding_format",
)
def test_base64_is_a_string(embedding):
    """Every `embedding` is a string when `encoding_format` is `base64`."""
    assert failing(readings.embeddings(embedding), lambda found: isinstance(found, str), "a string of base64") == []


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
    assert readings.undecodable(embedding) == []


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
    assert readings.not_numbers(embedding) == []


@requirement(
    "embeddings.base64.same-vector",
    MUST,
    basis="sdk",
    breaks="official SDKs, which decode 32-bit floats with the low byte first, find another vector than plain clients",
)
def test_both_spellings_say_the_same(text_as_base64, texts_alone):
    """As base64 of little-endian 32-bit floats, a text has the same vector as in numbers."""
    assert readings.moved(text_as_base64, readings.steady(texts_alone[0], texts_alone[2])) == []


def text_or_numbers(embedding: object) -> bool:
    return isinstance(embedding, str) or readings.is_array_of_numbers(embedding)
