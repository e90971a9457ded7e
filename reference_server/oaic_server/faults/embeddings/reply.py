"""Embeddings that are lost or misplaced on their way to a client; and legal oddities."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.embeddings.replies import changed, entries, is_many_texts, refuse_unless
from oaic_server.faults.operations import EMBEDDINGS
from oaic_server.parrot import prompts


@fault("embeddings.reply.status", stage="answer", on=EMBEDDINGS)
def one_text_at_a_time(request: Request) -> None:
    if isinstance(request.body["input"], list) and not prompts.is_ids(request.body["input"]):
        refuse_unless(request, isinstance(request.body["input"][0], list))


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


@fault("embeddings.reply.model-asked-for", on=EMBEDDINGS)
@in_answers
def an_answer_names_another_model(reply: Reply) -> None:
    reply.body["model"] = "text-embedding-ada-002"


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
