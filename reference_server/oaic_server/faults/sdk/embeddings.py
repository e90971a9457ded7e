"""Embeddings that the official Python SDK cannot read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import EMBEDDINGS


@fault("sdk.embeddings.default", on=EMBEDDINGS, also={"embeddings.base64.floats": "it is another alphabet"})
@in_answers
def vectors_are_spelt_for_addresses(reply: Reply) -> None:
    for entry in reply.body["data"]:
        if isinstance(entry["embedding"], str):
            entry["embedding"] = entry["embedding"].replace("+", "-").replace("/", "_").rstrip("=")


@fault("sdk.embeddings.float", on=EMBEDDINGS, also={"embeddings.reply.data": "it is where the vectors should stand"})
@in_answers
def vectors_stand_elsewhere(reply: Reply) -> None:
    reply.body["embeddings"] = reply.body.pop("data")


@fault("sdk.embeddings.strict", on=EMBEDDINGS, also={"embeddings.reply.object": "it is what is wrong"})
@in_answers
def an_answer_is_no_list(reply: Reply) -> None:
    reply.body["object"] = "embeddings"
