"""Embeddings, as a whole: a list with an entry for each input."""

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.names import asked_for
from oaic_suite.checks.chat.readings.numbers import written_whole
from oaic_suite.checks.embeddings.readings import COUNTS, as_text
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

WHOLE_NUMBERS = ("/data/*/index", *COUNTS)


# --- the answer as a whole ----------------------------------------------------------------------------


@requirement(
    "embeddings.reply.status",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns="@outcome",
    when=as_text,
    breaks="no document is indexed; clients send many texts at once, and each text of the batch is lost",
)
def test_texts_are_embedded(embedding):
    """A request to embed one text, or an array of texts, is answered with status 200."""
    assert embedding.outcome == 200


@requirement(
    "embeddings.reply.content-type",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns="@content-type",
    breaks="the official SDKs decode by media type: the caller gets a string instead of vectors",
)
def test_vectors_are_declared_as_json(embedding):
    """Embeddings are declared as `application/json`."""
    assert embedding.media_type == "application/json"


# RFC 8259, 2, 6 and 8.1: a JSON text is one value in UTF-8, and no number in it is infinite or NaN.
@requirement(
    "embeddings.reply.json",
    MUST,
    basis="rfc",
    on=EMBEDDINGS,
    owns="@json",
    breaks="every client fails to decode the answer; a vector with NaN in it does that",
)
def test_vectors_are_json(embedding):
    """Embeddings are one JSON value in UTF-8."""
    assert embedding.json_error == ""


@requirement(
    "embeddings.reply.no-error",
    MUST,
    basis="sdk",
    on=EMBEDDINGS,
    owns="@errors",
    breaks="the official SDKs raise by status alone: a failure is taken for an answer, and nothing is retried",
)
def test_no_error_hides_in_a_success(embedding):
    """An answer with status 200 carries no `error`."""
    assert embedding.errors == []


@requirement(
    "embeddings.reply.object",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns="/object",
    breaks="typed clients that tell objects apart by `object` reject the answer",
)
def test_the_answer_says_it_is_a_list(embedding):
    """An answer has `object: "list"`."""
    assert embedding.problems("/object") == []


@requirement("embeddings.reply.model-asked-for", INFO, basis="observed", on=EMBEDDINGS)
def test_the_model_is_the_one_asked_for(embedding):
    """The `model` of an answer, where it is not empty, is the one asked for or a version of it."""
    assert failing(embedding.sound("/model"), asked_for(embedding), "the model that was asked for") == []


@requirement(
    "embeddings.reply.data",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns=("", "/data", "/data/*"),
    breaks="every client reads `data[0].embedding` and fails",
)
def test_the_answer_holds_an_array_of_objects(embedding):
    """An answer is an object whose `data` is an array of objects."""
    assert embedding.problems("", "/data", "/data/*") == []


@requirement(
    "embeddings.reply.count",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    when=as_text,
    breaks="every text after the first that is missing is stored under the vector of another",
)
def test_there_is_a_vector_for_each_text(embedding):
    """`data` has as many entries as `input` has texts, duplicates included."""
    assert len(embedding.array("data")) == len(prompts.each(embedding.request.get("input")))


@requirement(
    "embeddings.reply.entry-object",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns="/data/*/object",
    breaks="typed clients that tell objects apart by `object` reject the entry",
)
def test_every_entry_says_what_it_is(embedding):
    """Every entry has `object: "embedding"`."""
    assert embedding.problems("/data/*/object") == []


@requirement(
    "embeddings.reply.index",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns="/data/*/index",
    breaks="clients that put vectors in their places by index fail",
)
def test_every_entry_has_an_index(embedding):
    """Every entry has an `index` that is an integer."""
    assert embedding.problems("/data/*/index") == []


@requirement(
    "embeddings.reply.indexes-count-up",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns="@indexes",
    breaks="clients that sort by index store all texts under one vector; those that do not, in the wrong order",
)
def test_entries_stand_in_order(embedding):
    """The `index` of every entry is its place in `data`: 0, 1, 2 and so on."""
    assert out_of_place(embedding) == []


@requirement(
    "embeddings.reply.whole-numbers",
    SHOULD,
    basis="sdk",
    on=EMBEDDINGS,
    breaks="the official .NET SDK, and any decoder into integers, fails on 0.0 where 0 is meant",
)
def test_whole_numbers_are_written_as_such(embedding):
    """Indexes and counts of tokens are written without a fraction or an exponent."""
    assert failing(embedding.wherever(*WHOLE_NUMBERS), written_whole, "a whole number written as one") == []


@requirement(
    "embeddings.reply.schema",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    breaks="typed clients fail to decode the answer",
)
def test_the_rest_of_the_answer_keeps_the_contract(embedding):
    """Whatever else an answer holds keeps the contract."""
    assert embedding.residue() == []


# --- what was established -----------------------------------------------------------------------------


def out_of_place(reply: Reply) -> list[Finding]:
    """The indexes that are not those of their place."""
    indexes: list[Located] = reply.sound("/data/*/index")
    return [index.finding(str(place)) for place, index in enumerate(indexes) if index.value != place]
