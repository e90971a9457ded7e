"""Scores in another order, or of no pairs."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import SCORING


@fault("rerank.score.status", on=SCORING)
def many_texts_are_the_end(reply: Reply) -> None:
    if not reply.is_error and isinstance(reply.request.members["text_1"], list):
        reply.status = 500


@fault("rerank.score.schema", on=SCORING)
def scores_are_texts(reply: Reply) -> None:
    if not reply.is_error:
        for entry in reply.body["data"]:
            entry["score"] = str(entry["score"])


@fault("rerank.score.order", on=SCORING)
def scores_are_ranked(reply: Reply) -> None:
    if not reply.is_error:
        reply.body["data"].sort(key=lambda entry: -entry["score"])


@fault("rerank.score.unpaired", on=SCORING)
def what_is_left_over_is_left_out(reply: Reply) -> None:
    if reply.is_error and isinstance(reply.request.members.get("text_1"), list):
        reply.status, reply.body = 200, {"data": [{"index": 0, "score": 0.5}, {"index": 1, "score": 0.5}]}
