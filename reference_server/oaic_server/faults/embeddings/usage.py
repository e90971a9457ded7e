"""Embeddings that are miscounted."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.embeddings.replies import entries, holds_ids
from oaic_server.faults.operations import EMBEDDINGS


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
