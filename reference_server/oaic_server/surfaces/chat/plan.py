"""A chat request, read once: what to say, how often, and what to tell about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oaic_server.parrot.utterance import Utterance
from oaic_server.parrot.voice import nonsense, voice, wordy
from oaic_server.state.service import Service
from oaic_server.surfaces.chat.calls import Calls, calls
from oaic_server.surfaces.chat.format import wanted as format_wanted
from oaic_server.surfaces.chat.prompt import audio_tokens, heard, prompt_tokens
from oaic_server.surfaces.chat.speech import Speech, spoken, wanted
from oaic_server.surfaces.chat.tools import chosen
from oaic_server.surfaces.chat.unsaid import Unsaid, unsaid
from oaic_server.surfaces.format import answer
from oaic_server.surfaces.limits import room, stops, tier
from oaic_server.surfaces.thought import thoughts


@dataclass(frozen=True)
class Plan:
    id: str
    created: int
    model: str
    prompt_tokens: int
    audio_tokens: int  # of the prompt
    service_tier: str
    utterances: tuple[Utterance | Speech | Calls, ...]  # one for each choice
    unsaid: Unsaid
    top_logprobs: int | None  # None: no logprobs at all
    include_usage: bool  # a plain answer always tells its usage
    include_obfuscation: bool
    cites: bool  # whether an answer says where it comes from

    @property
    def completion_tokens(self) -> int:
        return sum(len(utterance.tokens) for utterance in self.utterances) + self.unsaid.tokens

    @property
    def total_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens


def plan(body: dict[str, Any], service: Service) -> Plan:
    id, created, prompt = service.identity.id("chatcmpl-"), service.identity.created(), prompt_tokens(body)
    limit = limited(body, room(prompt, service.settings, "messages"))
    thought = thoughts(body.get("reasoning_effort"), limit)
    said = utterances(body, limit - thought, service)
    stream_options = body.get("stream_options") or {}
    return Plan(
        id=id,
        created=created,
        model=body["model"],
        prompt_tokens=prompt,
        audio_tokens=audio_tokens(body),
        service_tier=tier(body.get("service_tier")),
        utterances=said,
        unsaid=unsaid(body, [each.tokens for each in said], thought, limit - thought),
        top_logprobs=(body.get("top_logprobs") or 0) if body.get("logprobs") else None,
        include_usage=not body.get("stream") or bool(stream_options.get("include_usage")),
        include_obfuscation=bool(stream_options.get("include_obfuscation")),
        cites=body.get("web_search_options") is not None,
    )


def limited(body: dict[str, Any], room: int) -> int:
    asked: list[int | None] = [body.get("max_tokens"), body.get("max_completion_tokens")]
    return min([room, *(number for number in asked if number is not None)])


def utterances(body: dict[str, Any], limit: int, service: Service) -> tuple[Utterance | Speech | Calls, ...]:
    asked_for, seed = heard(body["messages"]), body.get("seed")
    if tools := chosen(body, service.settings):
        keys = [f"{seed}:{number}" for number in range(body.get("n") or 1)]
        return tuple(calls(body, tools, asked_for, key, limit, service.identity) for key in keys)
    words = wordy(nonsense(asked_for) if service.settings.nonsense else asked_for, body.get("verbosity"))
    texts = [voice(words, number, seed) for number in range(body.get("n") or 1)]
    format, bias = format_wanted(body), body.get("logit_bias")
    said = [answer(format, asked_for, text, limit, stops(body), bias) for text in texts]
    return tuple(spoken(each, body, service) if wanted(body) else each for each in said)
