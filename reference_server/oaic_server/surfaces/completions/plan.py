"""A legacy completion request, read once: what to say to each prompt, and what to tell about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from oaic_server.parrot.logprobs import entry
from oaic_server.parrot.prompts import Tokens, prompts
from oaic_server.parrot.tokenizer import count, decode
from oaic_server.parrot.utterance import Utterance, utter
from oaic_server.parrot.voice import nonsense, voice
from oaic_server.state.service import Service
from oaic_server.surfaces.limits import room, stops

MOST_TOKENS_UNASKED = 16


@dataclass(frozen=True)
class Choice:
    prompt: Tokens
    utterance: Utterance


@dataclass(frozen=True)
class Plan:
    id: str
    created: int
    model: str
    choices: tuple[Choice, ...]  # all of the first prompt, then all of the next
    echo: bool
    logprobs: int | None  # how many rivals of each token to name; None: no logprobs at all
    prompt_tokens: int
    completion_tokens: int  # of every candidate, those not chosen as well
    include_usage: bool  # a plain answer always tells its usage

    @property
    def total_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens


def plan(body: dict[str, Any], service: Service) -> Plan:
    heard = prompts(body.get("prompt"))
    inserted = count(body.get("suffix") or "")
    longest = max(map(len, heard)) + inserted
    limit = limited(body, room(longest, service.settings, "prompt"))
    candidates = [spoken(decode(tokens), body, limit, service.settings.nonsense) for tokens in heard]
    stream_options = body.get("stream_options") or {}
    return Plan(
        id=service.identity.id("cmpl-"),
        created=service.identity.created(),
        model=body["model"],
        choices=tuple(chosen(heard, candidates, body.get("n") or 1)),
        echo=bool(body.get("echo")),
        logprobs=body.get("logprobs"),
        prompt_tokens=sum(len(tokens) + inserted for tokens in heard),
        completion_tokens=sum(len(utterance.tokens) for utterance in chain(*candidates)),
        include_usage=not body.get("stream") or bool(stream_options.get("include_usage")),
    )


def limited(body: dict[str, Any], room: int) -> int:
    asked = body.get("max_tokens")
    return min(MOST_TOKENS_UNASKED if asked is None else asked, room)


def spoken(heard: str, body: dict[str, Any], limit: int, without_sense: bool) -> list[Utterance]:
    """Every candidate for an answer; each ends where the suffix would begin."""
    words, seed = nonsense(heard) if without_sense else heard, body.get("seed")
    ends = [*stops(body), body.get("suffix") or ""]
    bias = body.get("logit_bias")
    return [utter(voice(words, choice, seed), limit, ends, bias) for choice in range(candidate_count(body))]


def candidate_count(body: dict[str, Any]) -> int:
    """How many candidates there are to choose from, for each prompt."""
    return int(body.get("best_of") or body.get("n") or 1)


def chosen(heard: list[Tokens], candidates: list[list[Utterance]], n: int) -> Iterator[Choice]:
    for prompt, utterances in zip(heard, candidates, strict=True):
        best = sorted(utterances, key=likelihood, reverse=True) if len(utterances) > n else utterances
        yield from (Choice(prompt, utterance) for utterance in best[:n])


def likelihood(utterance: Utterance) -> float:
    """The mean of the log probabilities of its tokens."""
    tokens = utterance.tokens
    return sum(float(entry(token, 0)["logprob"]) for token in tokens) / max(1, len(tokens))
