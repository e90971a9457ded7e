"""What a request for embeddings must satisfy beyond its schema; in the order it is asked."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.rules import Rule, the_ids_are_words, the_model_exists
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.service import Service
from oaic_server.state.settings import LONGEST_VECTOR

Body = dict[str, Any]


def vectors_are_no_longer_than_we_make_them(body: Body, service: Service) -> None:
    asked, longest = body.get("dimensions", 1), service.settings.width(body["model"]) or LONGEST_VECTOR
    if asked > longest:
        message = f"dimensions: expected a value of at most {longest}, found {asked}"
        raise Refusal(400, message, code="integer_above_max_value", param="dimensions")


RULES: dict[str, tuple[Rule, ...]] = {
    "createEmbedding": (the_model_exists, vectors_are_no_longer_than_we_make_them, the_ids_are_words),
}
