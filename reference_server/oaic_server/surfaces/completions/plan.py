"""A legacy completion request, read once: what to say to each prompt, and what to tell about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from oaic_server.answering.cost import Work, beside, dearest, of_a_choice, of_a_token
from oaic_server.answering.limits import refuse_what_cannot_fit, room, stops
from oaic_server.exchange.line import Line
from oaic_server.parrot.bias import Bias
from oaic_server.parrot.logprobs import entry
from oaic_server.parrot.prompts import Tokens, prompts, texts
from oaic_server.parrot.tokenizer import count, decode
from oaic_server.parrot.utterance import Utterance, utter
from oaic_server.parrot.voice import nonsense, voice
from oaic_server.state.service import Service

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
    opens_without: bool  # whether what is echoed first has no log probability
    logprobs: int | None  # how many rivals of each token to name; None: no logprobs at all
    prompt_tokens: int
    completion_tokens: int  # of every candidate, those not chosen as well
    include_usage: bool  # a plain answer always tells its usage

    @property
    def total_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens


def plan(body: dict[str, Any], service: Service, line: Line | None = None) -> Plan:
    settings = service.settings
    refuse_what_cannot_fit(max(map(len, texts(body.get("prompt"))), default=0), settings, "prompt")
    work = Work(settings.work_limit, dearest(body, "prompt"))
    heard = list(read(body.get("prompt"), work, settings.context_window))
    inserted = count(body.get("suffix") or "")
    limit = limited(body, room(max(map(len, heard)) + inserted, settings, "prompt"))
    speaker = Speaker.of(body, limit, settings.nonsense, line)
    each = of_a_token(told_of_a_token(body)) + beside(body, len(heard) * (body.get("n") or 1))
    candidates = [list(counted(speaker, tokens, body, work, each)) for tokens in heard]
    stream_options = body.get("stream_options") or {}
    return Plan(
        id=service.identity.id("cmpl-"),
        created=service.identity.created(),
        model=body["model"],
        choices=tuple(chosen(heard, candidates, body.get("n") or 1)),
        echo=bool(body.get("echo")),
        opens_without=bool(body.get("echo")) and not settings.sdk_types,
        logprobs=body.get("logprobs"),
        prompt_tokens=sum(len(tokens) + inserted for tokens in heard),
        completion_tokens=sum(len(utterance.tokens) for utterance in chain(*candidates)),
        include_usage=not body.get("stream") or bool(stream_options.get("include_usage")),
    )


def read(given: Any, work: Work, most: int) -> Iterator[Tokens]:
    for tokens in prompts(given, most):
        work.read(len(tokens))
        yield tokens


def limited(body: dict[str, Any], room: int) -> int:
    asked = body.get("max_tokens")
    return min(MOST_TOKENS_UNASKED if asked is None else asked, room)


@dataclass(frozen=True)
class Speaker:
    """How a prompt is answered; an answer ends where the suffix would begin."""

    limit: int
    seed: int | None
    ends: tuple[str, ...]
    bias: Bias
    without_sense: bool
    line: Line | None

    @classmethod
    def of(cls, body: dict[str, Any], limit: int, without_sense: bool, line: Line | None) -> Speaker:
        ends = (*stops(body), body.get("suffix") or "")
        return cls(limit, body.get("seed"), ends, Bias.of(body.get("logit_bias")), without_sense, line)

    def candidates(self, heard: str, wanted: int) -> Iterator[Utterance]:
        words = nonsense(heard) if self.without_sense else heard
        for choice in range(wanted):
            said = voice(words, choice, self.seed) if self.line is None else self.line.text or ""
            yield utter(said, self.limit, self.ends, self.bias)


def counted(speaker: Speaker, prompt: Tokens, body: dict[str, Any], work: Work, each: int) -> Iterator[Utterance]:
    """Every candidate for an answer, each counted before the next is made; a token of it costs so much."""
    echoed = len(prompt) if body.get("echo") else 0
    for utterance in speaker.candidates(decode(prompt), candidate_count(body)):
        work.read(len(prompt) if body.get("logit_bias") else 0)
        work.spend(of_a_choice(told_of_a_token(body)))
        work.spend(echoed + len(utterance.tokens), each)
        yield utterance


def told_of_a_token(body: dict[str, Any]) -> int | None:
    """How many rivals; candidates are compared by their log probabilities, whether these are told or not."""
    compared = candidate_count(body) > (body.get("n") or 1)
    rivals: int | None = body.get("logprobs")
    return 0 if rivals is None and compared else rivals


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
