"""Rankings that are none of the documents, or not in their order."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import RANKING


@fault("rerank.status", on=RANKING)
def more_than_there_is_is_the_end(reply: Reply) -> None:
    if not reply.is_error and reply.request.members.get("top_n", 0) > len(reply.request.members["documents"]):
        reply.status = 500


@fault("rerank.schema", on=RANKING)
def scores_have_another_name(reply: Reply) -> None:
    for result in results(reply):
        result["score"] = result.pop("relevance_score")


@fault("rerank.indexes", on=RANKING)
def indexes_begin_with_one(reply: Reply) -> None:
    for result in results(reply):
        result["index"] += 1


@fault("rerank.own-index", on=RANKING)
def indexes_are_those_of_the_ranking(reply: Reply) -> None:
    for place, result in enumerate(results(reply)):
        result["index"] = place


@fault("rerank.sorted", on=RANKING)
def the_worst_comes_first(reply: Reply) -> None:
    results(reply).reverse()


@fault("rerank.top-n", on=RANKING)
def one_more_is_left_out(reply: Reply) -> None:
    if reply.request.members.get("top_n"):
        del results(reply)[-1:]


@fault("rerank.not-documents", on=RANKING)
def a_number_has_no_rank(reply: Reply) -> None:
    if reply.is_error and isinstance(reply.request.members.get("documents"), int):
        reply.status, reply.body = 200, {"results": []}


@benign("rerank.as-vllm", on=RANKING)
def documents_are_told_in_full(reply: Reply) -> None:
    for result in results(reply):
        text = reply.request.members["documents"][result["index"]]
        result["document"] = {"text": text, "multi_modal": None}


@benign("rerank.as-cohere", on=RANKING)
def a_ranking_says_what_it_is_billed(reply: Reply) -> None:
    if results(reply):
        reply.body = {"id": "r-1", "results": results(reply), "meta": {"billed_units": {"search_units": 1}}}


@benign("rerank.logits", on=RANKING)
def scores_are_below_zero(reply: Reply) -> None:
    for result in results(reply):
        result["relevance_score"] -= 8


def results(reply: Reply) -> list[Any]:
    """Those of a success; none of a refusal."""
    found: list[Any] = [] if reply.is_error else reply.body["results"]
    return found
