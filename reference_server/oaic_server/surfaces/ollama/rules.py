"""What a request in Ollama's words must satisfy beyond its schema; in the order it is asked."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.rules import Rule, the_model_exists
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.service import Service
from oaic_server.surfaces.embeddings.rules import vectors_are_no_longer_than_we_make_them

Body = dict[str, Any]

ROLES = ("system", "user", "assistant", "tool")


def everybody_who_speaks_is_known(body: Body, service: Service) -> None:
    for place, message in enumerate(body.get("messages") or []):
        if message["role"].lower() not in ROLES:
            raise Refusal(400, f"messages[{place}].role: expected one of {', '.join(ROLES)}, found {message['role']!r}")


def vectors_are_of_a_length(body: Body, service: Service) -> None:
    vectors_are_no_longer_than_we_make_them(
        {"model": body["model"], "dimensions": body.get("dimensions") or 1}, service
    )


RULES: dict[str, tuple[Rule, ...]] = {
    "ollamaChat": (the_model_exists, everybody_who_speaks_is_known),
    "ollamaEmbed": (the_model_exists, vectors_are_of_a_length),
}
