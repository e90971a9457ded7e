"""Vectors that are lost, misplaced, misspelt or miscounted on their way to a client."""

from __future__ import annotations

import base64
import math
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server import prompts
from oaic_server.faults import benign, fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.answers import in_answers
from oaic_server.parrot.vector import Vector, as_base64, unpacked
from oaic_server.refusal import Refusal
from oaic_server.reply import Reply
from oaic_server.request import Request

EMBEDDINGS = "createEmbedding"
USUAL = 256  # components of a vector when nothing is said

# --- the answer as a whole ---------------------------------------------------------------------------


@fault("embeddings.reply.status", stage="answer", on=EMBEDDINGS)
def one_text_at_a_time(request: Request) -> None:
    if isinstance(request.body["input"], list) and not prompts.is_ids(request.body["input"]):
        refuse_unless(request, isinstance(request.body["input"][0], list))


@fault("embeddings.tokens.status", stage="answer", on=EMBEDDINGS)
def tokens_are_no_input(request: Request) -> None:
    refuse_unless(request, not holds_ids(request))


@fault("embeddings.tokens.status:crash", stage="answer", on=EMBEDDINGS)
def tokens_are_the_end(request: Request) -> None:
    refuse_unless(request, not holds_ids(request), 500)


@fault("embeddings.reply.content-type", on=EMBEDDINGS)
@in_answers
def vectors_are_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain")


@fault("embeddings.reply.json", on=EMBEDDINGS)
@in_answers
def the_answer_is_cut_short(reply: Reply) -> None:
    reply.body = reply.content()[:-2]


@fault("embeddings.reply.json:nan", on=EMBEDDINGS)
@in_answers
def a_component_is_written_nan(reply: Reply) -> None:
    reply.body = reply.content().replace(b'"embedding":[', b'"embedding":[NaN,').replace(b'"usage"', b'"x":NaN,"usage"')


@fault("embeddings.reply.no-error", on=EMBEDDINGS)
@in_answers
def a_failure_looks_like_a_success(reply: Reply) -> None:
    reply.body = Refusal(500, "The model is not loaded.").envelope()


@fault("embeddings.reply.object", on=EMBEDDINGS)
@in_answers
def the_answer_says_it_is_embeddings(reply: Reply) -> None:
    reply.body["object"] = "embeddings"


@fault("embeddings.reply.data", on=EMBEDDINGS)
@in_answers
def the_vectors_are_called_embeddings(reply: Reply) -> None:
    reply.body["embeddings"] = reply.body.pop("data")


@fault("embeddings.reply.count", on=EMBEDDINGS)
@in_answers
def the_last_vector_is_lost(reply: Reply) -> None:
    if len(entries(reply)) > 2:
        entries(reply).pop()


@fault("embeddings.reply.count:duplicates", stage="request", on=EMBEDDINGS)
def a_text_is_embedded_once(request: Request) -> Request:
    given = request.body.get("input")
    return changed(request, input=list(dict.fromkeys(given))) if is_many_texts(given) and len(given) < 9 else request


@fault("embeddings.reply.count:one-for-all", on=EMBEDDINGS)
@in_answers
def only_tokens_are_told_apart(reply: Reply) -> None:
    if prompts.each(reply.request.body["input"])[1:] and holds_ids(reply.request):
        del entries(reply)[1:]


@fault("embeddings.reply.entry-object", on=EMBEDDINGS)
@in_answers
def entries_say_nothing_of_what_they_are(reply: Reply) -> None:
    for entry in entries(reply):
        del entry["object"]


@fault("embeddings.reply.index", on=EMBEDDINGS)
@in_answers
def indexes_are_text(reply: Reply) -> None:
    for entry in entries(reply):
        entry["index"] = str(entry["index"])


@fault("embeddings.reply.indexes-count-up", on=EMBEDDINGS)
@in_answers
def every_index_is_zero(reply: Reply) -> None:
    for entry in entries(reply):
        entry["index"] = 0


@fault("embeddings.reply.indexes-count-up:last-first", on=EMBEDDINGS)
@in_answers
def the_last_entry_comes_first(reply: Reply) -> None:
    entries(reply).reverse()


@fault("embeddings.reply.whole-numbers", on=EMBEDDINGS)
@in_answers
def indexes_have_a_fraction(reply: Reply) -> None:
    for entry in entries(reply):
        entry["index"] = float(entry["index"])


@fault("embeddings.reply.schema", on=EMBEDDINGS)
@in_answers
def no_model_is_named(reply: Reply) -> None:
    del reply.body["model"]


# --- the vectors -------------------------------------------------------------------------------------


@fault("embeddings.vectors.numbers", stage="request", on=EMBEDDINGS)
def base64_is_the_default(request: Request) -> Request:
    return changed(request, encoding_format=request.body.get("encoding_format", "base64"))


@fault("embeddings.vectors.numbers:nested", on=EMBEDDINGS)
@in_answers
def a_vector_is_a_matrix_of_one_row(reply: Reply) -> None:
    for entry in entries(reply):
        if isinstance(entry["embedding"], list):
            entry["embedding"] = [entry["embedding"]]


@fault("embeddings.vectors.not-empty", on=EMBEDDINGS)
@in_answers
def tokens_have_an_empty_vector(reply: Reply) -> None:
    if holds_ids(reply.request):
        for entry in entries(reply):
            entry["embedding"] = []


@fault("embeddings.vectors.same-length", on=EMBEDDINGS)
@in_answers
def the_second_vector_is_longer(reply: Reply) -> None:
    if holds_ids(reply.request) and len(entries(reply)) > 1:
        entries(reply)[1]["embedding"].append(0.0)


@fault("embeddings.vectors.order", on=EMBEDDINGS)
@in_answers
def each_text_has_the_vector_of_the_next(reply: Reply) -> None:
    found = [entry["embedding"] for entry in entries(reply)]
    for entry, embedding in zip(entries(reply), [*found[1:], found[0]], strict=True):
        entry["embedding"] = embedding


# --- base64 ------------------------------------------------------------------------------------------


@fault("embeddings.base64.string", stage="request", on=EMBEDDINGS)
def base64_is_ignored(request: Request) -> Request:
    return changed(request, encoding_format="float") if request.body.get("encoding_format") == "base64" else request


@fault("embeddings.base64.string:in-an-array", on=EMBEDDINGS)
def base64_is_wrapped_in_an_array(reply: Reply) -> None:
    encode(reply, lambda vector: [as_base64(vector)])


@fault("embeddings.base64.floats", on=EMBEDDINGS)
def base64_lacks_a_byte(reply: Reply) -> None:
    encode(reply, lambda vector: base64.b64encode(base64.b64decode(as_base64(vector))[:-1]).decode())


@fault("embeddings.base64.floats:url-safe", on=EMBEDDINGS)
def base64_is_of_the_other_alphabet(reply: Reply) -> None:
    encode(reply, lambda vector: base64.urlsafe_b64encode(base64.b64decode(as_base64(vector))).decode())


@fault("embeddings.base64.finite", on=EMBEDDINGS)
def a_float_is_not_a_number(reply: Reply) -> None:
    if prompts.each(body(reply).get("input"))[1:]:
        encode(reply, lambda vector: as_base64((math.nan, *vector[1:])))


@fault(
    "embeddings.base64.same-vector",
    on=EMBEDDINGS,
    also={"embeddings.base64.finite": "bytes the wrong way round are now and then no number"},
)
def floats_have_the_high_byte_first(reply: Reply) -> None:
    encode(reply, lambda vector: spelt(">f", vector))


@fault(
    "embeddings.base64.same-vector:double",
    on=EMBEDDINGS,
    also={"embeddings.base64.finite": "half of a double is now and then no number"},
)
def floats_have_64_bits(reply: Reply) -> None:
    encode(reply, lambda vector: spelt("<d", vector))


@fault(
    "embeddings.base64.same-vector:half",
    on=EMBEDDINGS,
    also={"embeddings.base64.finite": "two halves are now and then no number"},
)
def floats_have_16_bits(reply: Reply) -> None:
    encode(reply, lambda vector: spelt("<e", vector))


# --- dimensions --------------------------------------------------------------------------------------


@fault("embeddings.dimensions.length", stage="request", on=EMBEDDINGS)
def fewer_dimensions_are_ignored(request: Request) -> Request:
    asked = request.body.get("dimensions", USUAL)
    return changed(request, dimensions=USUAL) if 0 < asked < USUAL else request


@fault("embeddings.dimensions.too-many", stage="request", on=EMBEDDINGS)
def more_dimensions_are_ignored(request: Request) -> Request:
    asked = request.body.get("dimensions", 0)
    return changed(request, dimensions=min(asked, USUAL)) if asked else request


@fault("embeddings.dimensions.too-many:crash", stage="answer", on=EMBEDDINGS)
def more_dimensions_are_the_end(request: Request) -> None:
    refuse_unless(request, request.body.get("dimensions", 0) <= USUAL, 500)


# --- usage -------------------------------------------------------------------------------------------


@fault("embeddings.usage.counts", on=EMBEDDINGS)
@in_answers
def the_answer_says_nothing_of_its_cost(reply: Reply) -> None:
    del reply.body["usage"]


@fault("embeddings.usage.total", on=EMBEDDINGS)
@in_answers
def the_total_has_one_more(reply: Reply) -> None:
    reply.body["usage"]["total_tokens"] += 1


@fault("embeddings.usage.counted", on=EMBEDDINGS)
@in_answers
def texts_cost_nothing(reply: Reply) -> None:
    if not holds_ids(reply.request):
        reply.body["usage"] = {"prompt_tokens": 0, "total_tokens": 0}


@fault("embeddings.usage.tokens", on=EMBEDDINGS)
@in_answers
def tokens_are_counted_by_input(reply: Reply) -> None:
    if holds_ids(reply.request):
        inputs = len(entries(reply))
        reply.body["usage"] = {"prompt_tokens": inputs, "total_tokens": inputs}


# --- what is refused ---------------------------------------------------------------------------------


@fault("embeddings.refusals.incomplete", on=EMBEDDINGS)
def what_is_missing_is_made_up(reply: Reply) -> None:
    accept(reply, lambda body: not {"input", "model"} <= body.keys(), made_up)


@fault("embeddings.refusals.not-text", on=EMBEDDINGS)
def a_number_is_embedded(reply: Reply) -> None:
    accept(reply, lambda body: isinstance(body.get("input"), int), made_up)


@fault("embeddings.refusals.empty-array", on=EMBEDDINGS)
def nothing_is_embedded(reply: Reply) -> None:
    accept(reply, lambda body: body.get("input") == [], made_up)


@fault("embeddings.refusals.empty-text", on=EMBEDDINGS)
def an_empty_text_is_embedded(reply: Reply) -> None:
    accept(reply, lambda body: body.get("input") == "", made_up)


@fault("embeddings.refusals.unknown-format", on=EMBEDDINGS)
def any_spelling_will_do(reply: Reply) -> None:
    accept(reply, lambda body: body.get("encoding_format", "float") not in ("float", "base64"), made_up)


@fault("embeddings.refusals.zero-dimensions", on=EMBEDDINGS)
def a_vector_may_have_no_dimensions(reply: Reply) -> None:
    accept(reply, lambda body: body.get("dimensions") == 0, made_up)


@fault("embeddings.refusals.unknown-token", on=EMBEDDINGS)
def any_token_will_do(reply: Reply) -> None:
    accept(reply, lambda body: any(prompts.unknown_ids(body.get("input"))), made_up)


@fault("embeddings.refusals.unknown-model", on=EMBEDDINGS)
def any_model_will_do(reply: Reply) -> None:
    accept(reply, lambda body: str(body.get("model")).startswith("no-such"), made_up)


@fault("embeddings.refusals.unknown-model-status", on=EMBEDDINGS)
def an_unknown_model_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400


# --- legal oddities ----------------------------------------------------------------------------------


@benign("embeddings.more-members", on=EMBEDDINGS)
@in_answers
def entries_have_members_of_their_own(reply: Reply) -> None:
    reply.body |= {"id": "embd-1", "created": 1767225600}
    reply.body["usage"] |= {"completion_tokens": 0, "prompt_tokens_details": None}
    for entry in entries(reply):
        entry["truncated"] = False


@benign("embeddings.few-digits", on=EMBEDDINGS)
def components_are_written_with_seven_digits(reply: Reply) -> None:
    if body(reply).get("encoding_format") != "base64":
        respell(reply, lambda vector: [float(f"{component:.6e}") for component in vector])


@benign("embeddings.whole-components", on=EMBEDDINGS)
@in_answers
def a_component_is_a_whole_number(reply: Reply) -> None:
    if len(entries(reply)) > 2:
        entries(reply)[0]["embedding"] = [1] + [0] * (USUAL - 1)


@benign("embeddings.noise", on=EMBEDDINGS)
def no_two_answers_are_quite_alike(reply: Reply) -> None:
    wobble = (hash(id(reply)) % 7 + 1) * 1e-5
    respell(reply, lambda vector: [component + wobble for component in vector])


@benign("embeddings.special-tokens", on=EMBEDDINGS)
@in_answers
def every_input_has_a_first_and_a_last_token(reply: Reply) -> None:
    for name in ("prompt_tokens", "total_tokens"):
        reply.body["usage"][name] += 2 * len(entries(reply))


@benign("embeddings.no-route", stage="answer", on=EMBEDDINGS)
def there_are_no_embeddings(request: Request) -> None:
    raise Refusal(501, "This server was started without embeddings.")


@benign("embeddings.only-chat", stage="answer", on=EMBEDDINGS)
def no_model_embeds(request: Request) -> None:
    raise Refusal(400, "The model does not support embeddings.", param="model")


@benign("embeddings.one-length", stage="answer", on=EMBEDDINGS)
def every_vector_has_its_length(request: Request) -> None:
    if "dimensions" in request.body:
        raise Refusal(400, "dimensions: not supported by this model", param="dimensions")


# --- the pieces --------------------------------------------------------------------------------------


def body(reply: Reply) -> dict[str, Any]:
    return reply.request.body if isinstance(reply.request.body, dict) else {}


def entries(reply: Reply) -> list[Any]:
    found: list[Any] = reply.body["data"]
    return found


def holds_ids(request: Request) -> bool:
    return any(prompts.is_ids(one) for one in prompts.each(request.body["input"]))


def is_many_texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


def changed(request: Request, **members: Any) -> Request:
    return replace(request, body={**request.body, **members}) if isinstance(request.body, dict) else request


def refuse_unless(request: Request, fine: bool, status: int = 422) -> None:
    if not fine:
        raise Refusal(status, "The request could not be processed.")


def numbers(embedding: Any) -> Vector:
    return unpacked(base64.b64decode(embedding)) if isinstance(embedding, str) else tuple(embedding)


def respell(reply: Reply, change: Callable[[Vector], Any]) -> None:
    """Other components, in the spelling they had."""
    for entry in answered_entries(reply):
        vector = tuple(change(numbers(entry["embedding"])))
        entry["embedding"] = as_base64(vector) if isinstance(entry["embedding"], str) else list(vector)


def encode(reply: Reply, change: Callable[[Vector], Any]) -> None:
    """Another spelling of what was asked for as base64."""
    for entry in answered_entries(reply):
        if isinstance(entry["embedding"], str):
            entry["embedding"] = change(numbers(entry["embedding"]))


def answered_entries(reply: Reply) -> list[Any]:
    return [] if reply.is_error else entries(reply)


def spelt(form: str, vector: Vector) -> str:
    return base64.b64encode(b"".join(struct.pack(form, component) for component in vector)).decode()


def made_up(body: dict[str, Any]) -> dict[str, Any]:
    entry = {"object": "embedding", "index": 0, "embedding": [1.0]}
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return {"object": "list", "data": [entry], "model": str(body.get("model")), "usage": usage}
