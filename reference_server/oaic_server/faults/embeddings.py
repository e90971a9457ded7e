"""Embeddings that are lost or misplaced on their way to a client; and legal oddities."""

from __future__ import annotations

from oaic_server import prompts
from oaic_server.faults import benign, fault
from oaic_server.faults.answers import in_answers
from oaic_server.faults.embedded import (
    EMBEDDINGS,
    USUAL,
    body,
    changed,
    entries,
    holds_ids,
    is_many_texts,
    refuse_unless,
    respell,
)
from oaic_server.refusal import Refusal
from oaic_server.reply import Reply
from oaic_server.request import Request

# --- the answer as a whole ---------------------------------------------------------------------------


@fault("embeddings.user.accepted", stage="answer", on=EMBEDDINGS)
def a_user_is_not_known(request: Request) -> None:
    refuse_unless(request, "user" not in request.body)


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
