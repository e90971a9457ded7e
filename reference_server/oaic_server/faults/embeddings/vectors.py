"""Faults of vectors as numbers."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.embeddings.replies import changed, entries, holds_ids, is_many_texts
from oaic_server.faults.operations import EMBEDDINGS

FEW = 4  # texts that fit into one pass
BLEEDING = 0.3


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


@fault("embeddings.vectors.order:packed", on=EMBEDDINGS)
@in_answers
def texts_are_packed_by_length_and_not_unpacked(reply: Reply) -> None:
    given = reply.request.body["input"]
    if is_many_texts(given) and len(given) > FEW:
        packed = [entries(reply)[place]["embedding"] for place in sorted(range(len(given)), key=lambda at: given[at])]
        for entry, embedding in zip(entries(reply), packed, strict=True):
            entry["embedding"] = embedding


@fault("embeddings.vectors.as-alone", on=EMBEDDINGS)
@in_answers
def texts_of_a_batch_run_into_one_another(reply: Reply) -> None:
    found = [entry["embedding"] for entry in entries(reply)]
    if is_many_texts(reply.request.body["input"]) and all(isinstance(each, list) for each in found):
        for entry, before in zip(entries(reply)[1:], found, strict=False):
            entry["embedding"] = [own + BLEEDING * other for own, other in zip(entry["embedding"], before, strict=True)]


@fault("embeddings.vectors.every-script", stage="request", on=EMBEDDINGS)
def characters_beyond_ascii_are_dropped(request: Request) -> Request:
    given = request.body.get("input")
    if not is_many_texts(given):
        return request
    return changed(request, input=[text.encode("ascii", "ignore").decode().strip() or "?" for text in given])
