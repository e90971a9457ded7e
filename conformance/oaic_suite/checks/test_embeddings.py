"""Embeddings: a vector for each input, in either spelling."""

from oaic_suite import prompts, vectors
from oaic_suite.conversation import conversation
from oaic_suite.located import Located, failing, unlike
from oaic_suite.place import Finding
from oaic_suite.reply import Reply
from oaic_suite.requirement import requirement
from oaic_suite.target import UNKNOWN_MODEL
from oaic_suite.verdict import INFO, MUST, SHOULD

EMBEDDINGS = "createEmbedding"
EMBEDDING = vectors.EMBEDDING
COUNTS = ("/usage/prompt_tokens", "/usage/total_tokens")
WHOLE_NUMBERS = ("/data/*/index", *COUNTS)
PARROT, SHIP = "A parrot sat in the rigging.", "Our ship sails at dawn."

SHAPES = {
    "text": {},
    "float": {"encoding_format": "float"},
    "base64": {"encoding_format": "base64"},
    "texts": {"input": [PARROT, SHIP, PARROT]},
    "texts-base64": {"input": [PARROT, SHIP], "encoding_format": "base64"},
    "tokens": {"input": [100, 201, 301]},
    "token-lists": {"input": [[100, 201], [301]]},
}
REFUSED = {
    "empty-array": {"input": []},
    "empty-text": {"input": ""},
    "not-text": {"input": 7},
    "unknown-format": {"encoding_format": "hexadecimal"},
    "zero-dimensions": {"dimensions": 0},
    "unknown-token": {"input": [2**31 - 1]},
    "unknown-model": {"model": UNKNOWN_MODEL},
    "too-many": {"input": ["a"] * 2049},
    "too-long": {"input": "parrot " * 50_000},
}


@conversation("reply", SHAPES)
def embedding(target, variant):
    target.capabilities.require("embeddings")
    return target.embed(**variant)


@conversation()
def alone(target):
    """Each text by itself, and the first of them once more."""
    target.capabilities.require("embeddings")
    return [Reply(target.embed(input=text, encoding_format="float")) for text in (PARROT, SHIP, PARROT)]


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


@conversation("refusal", REFUSED)
def unembeddable(target, alone, variant):
    alone[0].require_status()
    return target.provoke(EMBEDDINGS, target.embedding_body(**variant))


@conversation("refusal", {"input": "input", "model": "model"})
def incomplete_embedding(target, alone, variant):
    """A request without a member it must have."""
    alone[0].require_status()
    body = target.embedding_body()
    return target.provoke(EMBEDDINGS, {name: value for name, value in body.items() if name != variant})


def written(body):
    return not prompts.are_ids(body.get("input"))


def as_ids(body):
    return prompts.are_ids(body.get("input"))


def as_base64(body):
    return body.get("encoding_format") == "base64"


def as_numbers(body):
    return not as_base64(body)


def sized(body):
    return "dimensions" in body


# --- the answer as a whole ---------------------------------------------------------------------------


@requirement(
    "embeddings.reply.status",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns="@outcome",
    when=written,
    breaks="no document is indexed; clients send many texts at once, and each text of the batch is lost",
)
def test_texts_are_embedded(embedding):
    """A request to embed one text, or an array of texts, is answered with status 200."""
    assert embedding.outcome == 200


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
    breaks="every text after the first that is missing is stored under the vector of another",
)
def test_there_is_a_vector_for_each_input(embedding):
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
    MUST,
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
    "embeddings.base64.string",
    MUST,
    basis="sdk",
    on=EMBEDDINGS,
    when=as_base64,
    breaks="openai-node, which asks for base64 unless told otherwise, reads the array as bytes: a quarter, of garbage",
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


# --- usage -------------------------------------------------------------------------------------------


@requirement(
    "embeddings.usage.counts",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns=("/usage", *COUNTS),
    breaks="typed clients whose counts are required integers fail to decode the answer",
)
def test_the_answer_says_what_it_cost(embedding):
    """An answer has a `usage` with `prompt_tokens` and `total_tokens`, both integers."""
    assert embedding.problems("/usage", *COUNTS) == []


@requirement(
    "embeddings.usage.total",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    breaks="cost reports that read the total disagree with those that read the prompt's",
)
def test_the_total_is_the_prompt(embedding):
    """`total_tokens` is `prompt_tokens`: nothing else costs."""
    assert count(embedding, "total_tokens") == count(embedding, "prompt_tokens")


@requirement(
    "embeddings.usage.counted",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    breaks="indexing a library costs nothing in every report",
)
def test_inputs_have_tokens(embedding):
    """`prompt_tokens` is more than zero."""
    assert count(embedding, "prompt_tokens") > 0


@requirement(
    "embeddings.usage.tokens",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    when=as_ids,
    breaks="programs that count their tokens beforehand find others counted, or embedded",
)
def test_every_token_counts(embedding):
    """`prompt_tokens` is at least the number of token ids in `input`."""
    assert count(embedding, "prompt_tokens") >= prompts.tokens_sent(embedding.request.get("input"))


# --- what is refused ---------------------------------------------------------------------------------


@requirement(
    "embeddings.refusals.incomplete",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only="",
    breaks="a misspelt member goes unnoticed, and vectors of nothing fill the index",
)
def test_a_request_without_its_members_is_refused(incomplete_embedding):
    """A request without `input`, or without `model`, is refused."""
    assert incomplete_embedding.accepted == []


@requirement(
    "embeddings.refusals.not-text",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only="not-text",
    breaks="a mistake in the caller's types becomes a vector in the index",
)
def test_input_that_is_no_text_is_refused(unembeddable):
    """An `input` that is neither text nor tokens is refused."""
    assert unembeddable.accepted == []


@requirement(
    "embeddings.refusals.empty-array",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only="empty-array",
    breaks="the official Python SDK raises 'No embedding data received' for the empty list it is answered with",
)
def test_no_input_at_all_is_refused(unembeddable):
    """An `input` that is an empty array is refused."""
    assert unembeddable.accepted == []


@requirement(
    "embeddings.refusals.empty-text",
    SHOULD,
    basis="schema",
    on=EMBEDDINGS,
    only="empty-text",
    breaks="empty documents get a vector, of NaN even, and turn up in every search",
)
def test_an_empty_text_is_refused(unembeddable):
    """An `input` that is an empty string is refused."""
    assert unembeddable.accepted == []


@requirement(
    "embeddings.refusals.unknown-format",
    SHOULD,
    basis="schema",
    on=EMBEDDINGS,
    only="unknown-format",
    breaks="clients that ask for a spelling the server lacks decode another",
)
def test_an_unknown_spelling_is_refused(unembeddable):
    """An `encoding_format` that does not exist is refused."""
    assert unembeddable.accepted == []


@requirement(
    "embeddings.refusals.zero-dimensions",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    only="zero-dimensions",
    breaks="a mistake in the caller's settings becomes vectors of another length, or of none",
)
def test_no_dimensions_are_refused(unembeddable):
    """`dimensions` of zero are refused."""
    assert unembeddable.accepted == []


@requirement(
    "embeddings.refusals.unknown-token",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    only="unknown-token",
    breaks="tokens of another vocabulary are embedded as if they meant something here",
)
def test_a_token_of_no_vocabulary_is_refused(unembeddable):
    """A token id beyond the vocabulary is refused."""
    assert unembeddable.accepted == []


@requirement(
    "embeddings.refusals.unknown-model",
    MUST,
    basis="sdk",
    on=EMBEDDINGS,
    only="unknown-model",
    breaks="documents are indexed by one model and searched by another, and nobody is told",
)
def test_an_unknown_model_is_refused(unembeddable):
    """A `model` that does not exist is refused."""
    assert unembeddable.accepted == []


@requirement(
    "embeddings.refusals.unknown-model-status",
    MUST,
    basis="sdk",
    on=EMBEDDINGS,
    only="unknown-model",
    breaks="the official SDKs raise NotFoundError for a 404 only",
)
def test_an_unknown_model_is_not_found(unembeddable):
    """The refusal of an unknown `model` has status 404."""
    assert unembeddable.refused_with == 404


@requirement("embeddings.refusals.too-many", INFO, basis="schema", on=EMBEDDINGS, only="too-many")
def test_too_many_inputs_are_refused(unembeddable):
    """More than 2048 inputs are refused."""
    assert unembeddable.accepted == []


@requirement("embeddings.refusals.too-long", INFO, basis="hearsay", on=EMBEDDINGS, only="too-long")
def test_an_input_beyond_the_context_is_refused(unembeddable):
    """An input longer than any model takes is refused, and not cut."""
    assert unembeddable.accepted == []


# --- what was established ----------------------------------------------------------------------------


def natural(alone: list[Reply]) -> int:
    """How many components the model gives by itself."""
    return len(vectors.at_index(alone[0], 0).value)


def known(alone: list[Reply]) -> list[vectors.Vector]:
    return [vectors.steady(alone[0], alone[2]), vectors.at_index(alone[1], 0).value]


def count(reply: Reply, name: str) -> int:
    found: int = reply.sound(f"/usage/{name}")[0].value
    return found


def written_whole(number: object) -> bool:
    return not (isinstance(number, float) and number.is_integer())


def out_of_place(reply: Reply) -> list[Finding]:
    """The indexes that are not those of their place."""
    indexes: list[Located] = reply.sound("/data/*/index")
    return [index.finding(str(place)) for place, index in enumerate(indexes) if index.value != place]


def neither_given_nor_refused(reply: Reply) -> list[Finding]:
    """What a server did that neither gave vectors of the length asked for, nor a 4xx."""
    if reply.outcome in range(400, 500):
        return []
    wanted = reply.request.get("dimensions")
    if reply.outcome != 200:
        return [Finding(reply.place(), f"a 4xx, or vectors of {wanted} components", str(reply.outcome))]
    return unlike(vectors.lengths(reply), (), wanted)
