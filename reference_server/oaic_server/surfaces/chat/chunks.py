"""The chunks of a chat stream: roles first, then the choices in turn, then, if asked, usage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any

from oaic_server.parrot.logprobs import entry
from oaic_server.parrot.tokenizer import characters, decode
from oaic_server.parrot.utterance import Utterance
from oaic_server.surfaces.chat import calls, speech
from oaic_server.surfaces.chat.calls import Calls
from oaic_server.surfaces.chat.citation import citations
from oaic_server.surfaces.chat.plan import Plan
from oaic_server.surfaces.chat.speech import Speech
from oaic_server.surfaces.chat.thinking import Thinking, parted

Chunk = dict[str, Any]
NOTHING_YET = {"content": None, "refusal": None}
PADDED_TO = 16  # content and obfuscation together, so that lengths tell an eavesdropper less
PADDING = "polly-wants-a-cracker"


def chunks(plan: Plan, *, coarse: bool = False) -> Iterator[Chunk]:
    """`coarse`: all in one chunk, each text in one piece; put together it comes to the same."""
    head = opening(plan)
    choices = [choice(index, utterance, plan, coarse) for index, utterance in enumerate(plan.utterances)]
    if coarse:
        yield {**head, "choices": [*chain.from_iterable(choices)], "usage": usage(plan)}
        return
    for turn in zip_longest(*choices):
        for said in turn:
            if said is not None:
                yield {**head, "choices": [said]} if not plan.include_obfuscation else padded(head, said)
    if plan.include_usage:
        yield {**head, "choices": [], "usage": usage(plan)}


def opening(plan: Plan) -> Chunk:
    """What every chunk of the stream has in common."""
    head = {
        "id": plan.id,
        "object": "chat.completion.chunk",
        "created": plan.created,
        "model": plan.model,
        "service_tier": plan.service_tier,
        "system_fingerprint": fingerprint(plan.model),
    }
    return {**head, "usage": None} if plan.include_usage else head


def choice(index: int, utterance: Utterance | Speech | Calls, plan: Plan, coarse: bool) -> Iterator[dict[str, Any]]:
    said = pieces(index, utterance, plan, coarse)
    yield from thoughtful(index, said, plan.thinking) if plan.thinking.is_told else said
    yield piece(index, {}, None, utterance.finish_reason)


def pieces(index: int, utterance: Utterance | Speech | Calls, plan: Plan, coarse: bool) -> Iterator[dict[str, Any]]:
    if isinstance(utterance, Utterance):
        return pieces_of_text(index, utterance, plan, coarse)
    return (piece(index, delta, None) for delta in deltas(utterance))


def thoughtful(index: int, said: Iterator[dict[str, Any]], thinking: Thinking) -> Iterator[dict[str, Any]]:
    """The same with what was thought between who speaks and what is said."""
    first = next(said)
    speaker, beginning = parted(first["delta"])
    yield first | {"delta": speaker}
    yield from (piece(index, delta, None) for delta in thinking.deltas())
    yield first | {"delta": beginning}
    yield from said


def deltas(unwritten: Speech | Calls) -> Iterator[dict[str, Any]]:
    return calls.deltas(unwritten) if isinstance(unwritten, Calls) else speech.deltas(unwritten)


def pieces_of_text(index: int, utterance: Utterance, plan: Plan, coarse: bool) -> Iterator[dict[str, Any]]:
    member = utterance.member
    # With what was thought between who speaks and what is said, both are apart.
    begun = utterance.tokens if coarse and not plan.thinking.is_told else ()
    yield piece(index, {"role": "assistant", **NOTHING_YET, member: decode(begun)}, logprobs(member, begun, plan))
    for text, tokens in characters(utterance.tokens[len(begun) :]):
        yield piece(index, {member: text}, logprobs(member, tokens, plan))
    if plan.cites and member == "content":
        yield piece(index, {"annotations": citations(decode(utterance.tokens))}, None)


def piece(index: int, delta: dict[str, Any], logprobs: Any, finish_reason: str | None = None) -> dict[str, Any]:
    return {"index": index, "delta": delta, "logprobs": logprobs, "finish_reason": finish_reason}


def logprobs(member: str, tokens: Sequence[bytes], plan: Plan) -> dict[str, Any] | None:
    top = plan.top_logprobs
    return None if top is None else {**NOTHING_YET, member: [entry(token, top) for token in tokens]}


def padded(head: Chunk, said: dict[str, Any]) -> Chunk:
    length = len(said["delta"].get("content") or said["delta"].get("refusal") or "")
    return {**head, "choices": [said], "obfuscation": PADDING[: max(1, PADDED_TO - length)]}


def usage(plan: Plan) -> dict[str, Any]:
    return {
        "prompt_tokens": plan.prompt_tokens,
        "completion_tokens": plan.completion_tokens,
        "total_tokens": plan.total_tokens,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": plan.audio_tokens},
        "completion_tokens_details": {
            "reasoning_tokens": plan.unsaid.thought,
            "audio_tokens": sum(len(said.tokens) for said in plan.utterances if isinstance(said, Speech)),
            "accepted_prediction_tokens": plan.unsaid.accepted,
            "rejected_prediction_tokens": plan.unsaid.rejected,
        },
    }


def fingerprint(model: str) -> str:
    return "fp_" + hashlib.blake2b(model.encode(), digest_size=5).hexdigest()
