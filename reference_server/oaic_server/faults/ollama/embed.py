"""Vectors that are not those of the texts, or not of length one."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.ollama.replies import redirect, whole
from oaic_server.faults.operations import OLLAMA_EMBED, OLLAMA_EMBED_OLD


@fault("ollama.embed.status", on=OLLAMA_EMBED)
def several_texts_are_the_end(reply: Reply) -> None:
    if isinstance(reply.request.members.get("input"), list):
        reply.status = 500


@fault("ollama.embed.schema", on=OLLAMA_EMBED)
def one_text_has_a_bare_vector(reply: Reply) -> None:
    for told in whole(reply):
        if isinstance(reply.request.members.get("input"), str):
            told["embeddings"] = told["embeddings"][0]


@fault("ollama.embed.each", on=OLLAMA_EMBED)
def only_the_first_text_is_embedded(reply: Reply) -> None:
    for told in whole(reply):
        del told["embeddings"][1:]


@fault("ollama.embed.unit", on=OLLAMA_EMBED)
def vectors_are_as_long_as_they_come(reply: Reply) -> None:
    for told in whole(reply):
        told["embeddings"] = [[2 * component for component in vector] for vector in told["embeddings"]]


@fault("ollama.embed.old.status", on=OLLAMA_EMBED_OLD)
def the_older_way_leads_to_the_newer(reply: Reply) -> None:
    redirect(reply)


@fault("ollama.embed.old.schema", on=OLLAMA_EMBED_OLD)
def the_older_way_has_several_vectors(reply: Reply) -> None:
    for told in whole(reply):
        told["embedding"] = [told["embedding"]]
