"""The chunks of a completion's stream: the choices in turn, then, if asked, usage."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from oaic_server.parrot.tokenizer import ONE_BY_ONE, characters, decode
from oaic_server.surfaces.completions.logprobs import logprobs
from oaic_server.surfaces.completions.plan import Choice, Plan

Chunk = dict[str, Any]
OBJECT = "text_completion"


def chunks(plan: Plan, *, coarse: bool = False) -> Iterator[Chunk]:
    """`coarse`: in few pieces; put together they come to the same."""
    spoken = [pieces(index, choice, plan, coarse) for index, choice in enumerate(plan.choices)]
    for turn in zip_longest(*spoken):
        for said in turn:
            if said is not None:
                yield chunk(plan, [said])
    if plan.include_usage:
        yield {**chunk(plan, []), "usage": usage(plan)}


def chunk(plan: Plan, choices: list[dict[str, Any]]) -> Chunk:
    head = {"id": plan.id, "object": OBJECT, "created": plan.created, "model": plan.model, "choices": choices}
    return {**head, "usage": None} if plan.include_usage else head


def pieces(index: int, choice: Choice, plan: Plan, coarse: bool) -> Iterator[dict[str, Any]]:
    for text, tokens, offset in placed(choice, plan.echo, 0 if coarse else ONE_BY_ONE):
        first = plan.opens_without and bool(choice.prompt) and offset == 0
        noted = None if plan.logprobs is None else logprobs(tokens, offset, plan.logprobs, first=first)
        yield piece(index, text, noted)
    nothing_more = None if plan.logprobs is None else logprobs([], 0, plan.logprobs)
    yield piece(index, "", nothing_more, choice.utterance.finish_reason)


def placed(choice: Choice, echo: bool, alone: int) -> Iterator[tuple[str, list[bytes], int]]:
    """The text to send by characters, each with its tokens and its offset in prompt and answer together."""
    said = list(choice.utterance.tokens)
    offset = 0 if echo else len(decode(choice.prompt))
    for text, tokens in characters([*choice.prompt, *said] if echo else said, alone):
        yield text, tokens, offset
        offset += len(text)


def piece(index: int, text: str, logprobs: Any, finish_reason: str | None = None) -> dict[str, Any]:
    return {"text": text, "index": index, "logprobs": logprobs, "finish_reason": finish_reason}


def usage(plan: Plan) -> dict[str, int]:
    return {
        "prompt_tokens": plan.prompt_tokens,
        "completion_tokens": plan.completion_tokens,
        "total_tokens": plan.total_tokens,
    }
