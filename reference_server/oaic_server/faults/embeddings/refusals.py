"""Embeddings that should be refused, and are not."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.operations import EMBEDDINGS
from oaic_server.parrot import prompts


@fault("embeddings.refusals.incomplete", on=EMBEDDINGS)
def an_input_that_is_missing_is_made_up(reply: Reply) -> None:
    accept(reply, lambda body: "input" not in body, made_up)


@fault("embeddings.refusals.no-model", on=EMBEDDINGS)
def a_model_that_is_missing_is_chosen(reply: Reply) -> None:
    accept(reply, lambda body: "model" not in body, made_up)


@fault("embeddings.refusals.not-text", on=EMBEDDINGS)
def a_number_is_embedded(reply: Reply) -> None:
    accept(reply, lambda body: isinstance(body.get("input"), int), made_up)


@fault("embeddings.refusals.empty-array", on=EMBEDDINGS)
def nothing_is_embedded(reply: Reply) -> None:
    accept(reply, lambda body: body.get("input") == [], made_up)


@fault("embeddings.refusals.unknown-format", on=EMBEDDINGS)
def any_spelling_will_do(reply: Reply) -> None:
    accept(reply, lambda body: body.get("encoding_format") not in (None, "float", "base64"), made_up)


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


def made_up(body: dict[str, Any]) -> dict[str, Any]:
    entry = {"object": "embedding", "index": 0, "embedding": [1.0]}
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return {"object": "list", "data": [entry], "model": str(body.get("model")), "usage": usage}
