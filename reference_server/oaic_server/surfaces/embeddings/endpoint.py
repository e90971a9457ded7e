"""Embeddings: a vector for each input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from oaic_server.answering.cost import Work
from oaic_server.answering.lines import cannot
from oaic_server.exchange.line import Line
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot.prompts import Tokens, prompts, texts
from oaic_server.parrot.tokenizer import LONGEST_TOKEN
from oaic_server.parrot.vector import Space, Vector, as_base64, words
from oaic_server.state.service import Service

LENGTH = 128  # of a vector when nothing is said
MOST_TOKENS = 8_192  # of one input
MOST_TOKENS_TOGETHER = 300_000
STEPS = 10  # towards a vector, while a token is written

SPELLINGS: dict[str, Callable[[Vector], Any]] = {"float": list, "base64": as_base64}

SAYS = {"createEmbedding": frozenset({"vector"})}


def create_embedding(request: Request, service: Service) -> Reply:
    body = request.body
    most = min(MOST_TOKENS, service.settings.context_window)
    refuse_what_is_too_long([len(text) // LONGEST_TOKEN for text in texts(body["input"])] or [0], most, "or more")
    inputs = list(upto(MOST_TOKENS_TOGETHER, prompts(body["input"], most)))
    refuse_what_is_too_long([len(tokens) for tokens in inputs], most)
    used = sum(map(cost, inputs))
    service.charge(request, used)
    length = width(body, service)
    spelt, space = SPELLINGS[spelling(body, service)], Space(length)
    heard = counted(inputs, space, Work(service.settings.work_limit, "input"))
    vectors = map(space.vector, heard) if request.line is None else scripted(request.line, len(heard), body)
    data = [entry(index, spelt(vector)) for index, vector in enumerate(vectors)]
    usage = {"prompt_tokens": used, "total_tokens": used}
    reply = Reply.json(request, {"object": "list", "data": data, "model": body["model"], "usage": usage})
    reply.headers.append(("openai-model", body["model"]))
    return reply


def scripted(line: Line, inputs: int, body: dict[str, Any]) -> list[Vector]:
    length = body.get("dimensions")
    if length not in (None, len(line.vector)):
        raise cannot(f"the request asks for {length} dimensions, and the vector has {len(line.vector)}")
    return [line.vector] * inputs


def width(body: dict[str, Any], service: Service) -> int:
    """The length of each vector: as asked, as the model has it, or as usual."""
    return int(body.get("dimensions") or service.settings.width(body["model"]) or LENGTH)


def upto(most: int, inputs: Iterable[Tokens]) -> Iterator[Tokens]:
    """All of them, or the first that are more together."""
    left = most
    for tokens in inputs:
        yield tokens
        if (left := left - len(tokens)) < 0:
            break


def spelling(body: dict[str, Any], service: Service) -> str:
    asked = body.get("encoding_format") or "float"
    return "float" if service.settings.sdk_types else asked


def counted(inputs: list[Tokens], space: Space, work: Work) -> list[Counter[bytes]]:
    """The words of each input, once it is known what their vectors will cost."""
    heard = list(map(words, inputs))
    work.read(sum(map(len, inputs)))
    work.spend(space.steps(heard) // STEPS)
    return heard


def cost(tokens: Tokens) -> int:
    """What an input is charged: an empty text is counted as one token."""
    return max(1, len(tokens))


def entry(index: int, embedding: Any) -> dict[str, Any]:
    return {"object": "embedding", "index": index, "embedding": embedding}


def refuse_what_is_too_long(counts: list[int], most: int, more: str = "") -> None:
    for found, limit, what in ((max(counts), most, "each"), (sum(counts), MOST_TOKENS_TOGETHER, "together")):
        if found > limit:
            message = f"input: expected at most {limit} tokens {what}, found {found} {more}".rstrip()
            raise Refusal(400, message, code="context_length_exceeded", param="input")
