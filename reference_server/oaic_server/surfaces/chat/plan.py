"""A chat request, read once: what to say, how often, and what to tell about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from oaic_server.answering.cost import SOUND, Work, beside, dearest, of_a_choice, of_a_token
from oaic_server.answering.formats.format import Answers
from oaic_server.answering.limits import room, stops, tier
from oaic_server.answering.lines import utterance
from oaic_server.answering.thought import musing, thoughts
from oaic_server.answering.tools.calls import Arguments
from oaic_server.answering.tools.tools import Tool
from oaic_server.exchange.line import Line
from oaic_server.parrot.utterance import Utterance
from oaic_server.parrot.voice import nonsense, voice, wordy
from oaic_server.state.service import Service
from oaic_server.state.settings import DIALECTS
from oaic_server.surfaces.chat.calls import Calls, calls
from oaic_server.surfaces.chat.format import wanted as format_wanted
from oaic_server.surfaces.chat.prompt import audio_tokens, heard, prompt_tokens, prompted, weigh
from oaic_server.surfaces.chat.speech import Speech, spoken, wanted
from oaic_server.surfaces.chat.thinking import Thinking
from oaic_server.surfaces.chat.tools import chosen
from oaic_server.surfaces.chat.unsaid import Unsaid, unsaid

Written = Utterance | Calls


@dataclass(frozen=True)
class Plan:
    id: str
    created: int
    model: str
    prompt_tokens: int
    audio_tokens: int  # of the prompt
    service_tier: str
    utterances: tuple[Utterance | Speech | Calls, ...]  # one for each choice
    thinking: Thinking  # before each of them
    unsaid: Unsaid
    top_logprobs: int | None  # None: no logprobs at all
    include_usage: bool  # a plain answer always tells its usage
    include_obfuscation: bool
    cites: bool  # whether an answer says where it comes from
    completion_tokens: int

    @property
    def total_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens


def plan(body: dict[str, Any], service: Service, line: Line | None = None) -> Plan:
    work = Work(service.settings.work_limit, dearest(body, "messages"))
    weigh(body["messages"], work)
    id, created = service.identity.id("chatcmpl-"), service.identity.created()
    prompt = prompt_tokens(body, service.settings.context_window)
    limit = limited(body, room(prompt, service.settings, "messages"))
    work.read(prompt)
    dialect = DIALECTS[service.settings.reasoning]
    tools = chosen(body, service.settings, line)
    # Where thoughts are told they may be the whole answer; a call is made in any case.
    thought = thoughts(body.get("reasoning_effort"), limit, left=0 if dialect and not tools else 1)
    reread = prompt if body.get("logit_bias") else 0  # by each choice, for the words that may be said
    written = counted(utterances(body, tools, limit - thought, service, line), body, reread, work)
    said = tuple(aloud(each, body, service) for each in written)
    tokens = [each.tokens for each in said]
    silent = unsaid(body, tokens, thought, limit - thought)
    stream_options = body.get("stream_options") or {}
    return Plan(
        id=id,
        created=created,
        model=body["model"],
        prompt_tokens=prompt,
        audio_tokens=audio_tokens(body),
        service_tier=tier(body.get("service_tier")),
        utterances=said,
        thinking=Thinking(musing(thought), dialect),
        unsaid=silent,
        top_logprobs=rivals(body),
        include_usage=not body.get("stream") or bool(stream_options.get("include_usage")),
        include_obfuscation=bool(stream_options.get("include_obfuscation")),
        cites=body.get("web_search_options") is not None,
        completion_tokens=sum(map(len, tokens)) + silent.tokens,
    )


def limited(body: dict[str, Any], room: int) -> int:
    asked: list[int | None] = [body.get("max_tokens"), body.get("max_completion_tokens")]
    return min([room, *(number for number in asked if number is not None)])


def rivals(body: dict[str, Any]) -> int | None:
    return (body.get("top_logprobs") or 0) if body.get("logprobs") else None


def counted(said: Iterable[Written], body: dict[str, Any], reread: int, work: Work) -> Iterator[Written]:
    """Every choice, each counted before the next is made."""
    each = SOUND if wanted(body) else of_a_token(rivals(body)) + beside(body, body.get("n") or 1)
    for written in said:
        work.read(reread)
        work.spend(of_a_choice(rivals(body)))
        work.spend(len(written.tokens), each)
        yield written


def aloud(said: Written, body: dict[str, Any], service: Service) -> Written | Speech:
    return spoken(said, body, service) if wanted(body) and isinstance(said, Utterance) else said


def utterances(
    body: dict[str, Any], tools: tuple[Tool, ...], limit: int, service: Service, line: Line | None
) -> Iterator[Written]:
    asked_for, seed = heard(body["messages"]), body.get("seed")
    numbers = range(body.get("n") or 1)
    if tools:
        arguments = Arguments(asked_for)
        yield from (calls(body, tools, arguments, f"{seed}:{number}", limit, service.identity) for number in numbers)
        return
    if line is not None:
        yield from (utterance(line, format_wanted(body), limit, stops(body)) for _ in numbers)
        return
    words = wordy(nonsense(asked_for) if service.settings.nonsense else asked_for, body.get("verbosity"))
    told = partial(prompted, body["messages"])
    answers = Answers(format_wanted(body), asked_for, limit, stops(body), body.get("logit_bias"), told)
    yield from (answers.of(voice(words, number, seed)) for number in numbers)
