"""Texts as vectors, in Ollama's words."""

from oaic_suite.checks.ollama.readings import texts, unlike_one, vectors
from oaic_suite.checks.ollama.surface import EMBED, EMBED_OLD
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD

PARROT, SHIP = "A parrot sat in the rigging.", "Our ship sails at dawn."


@conversation("reply", {"one": {}, "two": {"input": [PARROT, SHIP]}})
def ollama_embedded(target, variant):
    target.capabilities.require("ollama-embed")
    return target.ask(EMBED, **variant)


@conversation("reply")
def ollama_embedded_as_before(target):
    target.capabilities.require("ollama-embeddings")
    return target.ask(EMBED_OLD)


@requirement(
    "ollama.embed.status",
    SHOULD,
    basis="convention",
    on=EMBED,
    owns="@outcome",
    breaks="nothing can be indexed",
)
def test_a_text_is_embedded(ollama_embedded):
    """`POST /api/embed`, with a text or with several, is answered with status 200."""
    assert ollama_embedded.outcome == 200


@requirement(
    "ollama.embed.schema",
    SHOULD,
    basis="convention",
    on=EMBED,
    breaks="the official Python client raises ValidationError",
)
def test_vectors_are_as_ollama_has_them(ollama_embedded):
    """Vectors stand in `embeddings`, an array of arrays of numbers, for one text too."""
    assert ollama_embedded.residue() == []


@requirement(
    "ollama.embed.each",
    SHOULD,
    basis="convention",
    on=EMBED,
    breaks="texts are indexed under the vectors of others",
)
def test_each_text_has_a_vector(ollama_embedded):
    """There are as many vectors as texts."""
    assert len(vectors(ollama_embedded)) == texts(ollama_embedded)


@requirement(
    "ollama.embed.unit",
    SHOULD,
    basis="convention",
    on=EMBED,
    breaks="a search by the inner product, which needs no division here, ranks by length",
)
def test_vectors_have_length_one(ollama_embedded):
    """Each vector of `POST /api/embed` has length one."""
    assert unlike_one(ollama_embedded) == []


@requirement(
    "ollama.embed.old.status",
    SHOULD,
    basis="convention",
    on=EMBED_OLD,
    owns="@outcome",
    breaks="programs from before 2024 can index nothing",
)
def test_a_text_is_embedded_as_before(ollama_embedded_as_before):
    """`POST /api/embeddings` with a prompt is answered with status 200."""
    assert ollama_embedded_as_before.outcome == 200


@requirement(
    "ollama.embed.old.schema",
    SHOULD,
    basis="convention",
    on=EMBED_OLD,
    breaks="the official Python client raises ValidationError",
)
def test_a_vector_is_as_it_was_before(ollama_embedded_as_before):
    """The vector of `POST /api/embeddings` stands in `embedding`, one array of numbers."""
    assert ollama_embedded_as_before.residue() == []
