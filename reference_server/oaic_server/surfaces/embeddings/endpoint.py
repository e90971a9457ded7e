"""Embeddings: a vector for each input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot.prompts import Tokens, prompts
from oaic_server.parrot.vector import Vector, as_base64, vector
from oaic_server.state.service import Service

LENGTH = 256  # of a vector when nothing is said
MOST_TOKENS = 8_192  # of one input
MOST_TOKENS_TOGETHER = 300_000

SPELLINGS: dict[str, Callable[[Vector], Any]] = {"float": list, "base64": as_base64}


def create_embedding(request: Request, service: Service) -> Reply:
    body = request.body
    inputs = prompts(body["input"])
    refuse_what_is_too_long(inputs, min(MOST_TOKENS, service.settings.context_window))
    used = sum(map(cost, inputs))
    allowance = service.budget.charge(used)
    length, spelt = body.get("dimensions", LENGTH), SPELLINGS[body.get("encoding_format") or "float"]
    data = [entry(index, spelt(vector(tokens, length))) for index, tokens in enumerate(inputs)]
    usage = {"prompt_tokens": used, "total_tokens": used}
    reply = Reply.json(request, {"object": "list", "data": data, "model": body["model"], "usage": usage})
    reply.headers.extend([*allowance, ("openai-model", body["model"])])
    return reply


def cost(tokens: Tokens) -> int:
    """What an input is charged: an empty text is counted as one token."""
    return max(1, len(tokens))


def entry(index: int, embedding: Any) -> dict[str, Any]:
    return {"object": "embedding", "index": index, "embedding": embedding}


def refuse_what_is_too_long(inputs: list[Tokens], most: int) -> None:
    counts = [len(tokens) for tokens in inputs]
    for found, limit, what in ((max(counts), most, "each"), (sum(counts), MOST_TOKENS_TOGETHER, "together")):
        if found > limit:
            message = f"input: expected at most {limit} tokens {what}, found {found}"
            raise Refusal(400, message, code="context_length_exceeded", param="input")
