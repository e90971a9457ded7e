"""A request for a response, read once: what to say, and what to tell about it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from oaic_server.answering.cost import ITEM, Work, of_a_token
from oaic_server.answering.formats.format import Answers, Format, declared
from oaic_server.answering.limits import room
from oaic_server.answering.lines import tools_of, utterance
from oaic_server.answering.thought import thoughts
from oaic_server.answering.tools.calls import Arguments, Call, called
from oaic_server.answering.tools.tools import Tool, chosen
from oaic_server.exchange.line import Line
from oaic_server.parrot.utterance import Utterance
from oaic_server.parrot.voice import nonsense, voice, wordy
from oaic_server.state.kept import Item
from oaic_server.state.service import Service
from oaic_server.surfaces.responses import pieces
from oaic_server.surfaces.responses.compaction import compacted
from oaic_server.surfaces.responses.echo import echo
from oaic_server.surfaces.responses.pieces import Piece, Style
from oaic_server.surfaces.responses.prompt import bidding, fitting, heard, input_tokens, prompted, waiting
from oaic_server.surfaces.responses.situation import Situation
from oaic_server.surfaces.responses.tools import SEARCH, choice, offered

Body = dict[str, Any]
BIDDEN_TO_FAIL = "fail to answer"
TOLD = 3  # log probabilities stand in five events, at the cost of three times


@dataclass(frozen=True)
class Plan:
    frame: dict[str, Any]  # the response before anything is said
    pieces: tuple[Piece, ...]
    usage: dict[str, Any]
    fails: bool = False

    @property
    def total_tokens(self) -> int:
        return int(self.usage["total_tokens"])

    @property
    def is_whole(self) -> bool:
        return all(piece.is_whole for piece in self.pieces)


@dataclass(frozen=True)
class Heard:
    """What a conversation comes to."""

    items: Sequence[Item]
    tokens: int
    about: str
    waiting: str  # what the user said last, where nobody has answered it
    calls: tuple[Tool, ...]
    is_searched: bool  # in the web


def plan(body: Body, given: Situation, service: Service, line: Line | None = None) -> Plan:
    work = Work(service.settings.work_limit, "input")
    work.spend(len(given.items), ITEM)
    id, created_at = service.identity.id("resp_"), service.identity.created()
    known = listened(body, given, service, line)
    limit = limited(body, room(known.tokens, service.settings, "input"))
    thought = thoughts((body.get("reasoning") or {}).get("effort"), limit)
    style, said = styled(body, known), utterances(body, known, limit - thought, service, line)
    before = opening(body, known, thought, style, service)
    conversation = given.conversation.id if given.conversation else None
    spoken = sum(len(tokens_of(each)) for each in said)
    work.read(known.tokens)
    work.spend(spoken, of_a_token(style.top_logprobs, TOLD))
    return Plan(
        frame=echo(body, id, created_at, conversation),
        pieces=(*before, *(piece(each, style, service) for each in said)),
        usage=usage(known.tokens, thought, spoken),
        fails=BIDDEN_TO_FAIL in known.waiting.lower(),
    )


def listened(body: Body, given: Situation, service: Service, line: Line | None) -> Heard:
    items = fitting(body, given.items, service.settings.context_window)
    parallel = body.get("parallel_tool_calls") is not False
    tools = offered(body, items)
    if line is not None:
        wanted = tools_of(line, tools, choice(body), parallel=parallel)
    else:
        wanted = chosen(tools, choice(body), bidding(items), service.settings, parallel=parallel)
    return Heard(
        items=items,
        tokens=input_tokens(body, items, service.settings.context_window),
        about=heard(items),
        waiting=waiting(items),
        calls=tuple(tool for tool in wanted if tool.kind != SEARCH),
        is_searched=body.get("max_tool_calls") != 0 and any(tool.kind == SEARCH for tool in wanted),
    )


def limited(body: Body, room: int) -> int:
    asked = body.get("max_output_tokens")
    return room if asked is None else min(room, asked)


def styled(body: Body, known: Heard) -> Style:
    told = "message.output_text.logprobs" in (body.get("include") or [])
    return Style(
        top_logprobs=(body.get("top_logprobs") or 0) if told else None,
        obfuscated=(body.get("stream_options") or {}).get("include_obfuscation") is not False,
        cites=known.is_searched,
    )


# --- what is said ----------------------------------------------------------------------------------------


def utterances(
    body: Body, known: Heard, limit: int, service: Service, line: Line | None
) -> tuple[Utterance | Call, ...]:
    if known.calls:
        return called(known.calls, Arguments(known.about), "", limit, service.identity)
    if line is not None:
        return (utterance(line, format_of(body), limit),)
    asked = body.get("text") or {}
    words = wordy(nonsense(known.about) if service.settings.nonsense else known.about, asked.get("verbosity"))
    answers = Answers(format_of(body), known.about, limit, told=partial(prompted, body, known.items))
    return (answers.of(voice(words)),)


def format_of(body: Body) -> Format:
    asked = (body.get("text") or {}).get("format") or {"type": "text"}
    return declared(asked["type"], asked, "text.format")


def tokens_of(said: Utterance | Call) -> tuple[bytes, ...]:
    return said.tokens if isinstance(said, Utterance) else said.said.tokens


def piece(said: Utterance | Call, style: Style, service: Service) -> Piece:
    if isinstance(said, Utterance):
        return pieces.message(said, style, service.identity)
    return pieces.call(said, style, service.identity)


# --- what goes before it ---------------------------------------------------------------------------------


def opening(body: Body, known: Heard, thought: int, style: Style, service: Service) -> list[Piece]:
    identity, before = service.identity, []
    if is_compacted(body, known):
        before.append(pieces.compaction(compacted(identity.id("cmp_"), known.about)))
    if thought:
        before.append(pieces.thought(summary(body, known), sealed(body, known), style, identity))
    if known.is_searched:
        before.append(pieces.search(known.waiting or known.about, identity))
    return before


def is_compacted(body: Body, known: Heard) -> bool:
    """Where a turn asks for it, or the conversation has grown beyond what the request allows."""
    bounds = [each.get("compact_threshold") for each in body.get("context_management") or []]
    grown = any(bound is not None and known.tokens > bound for bound in bounds)
    return grown or any(item["type"] == "compaction_trigger" for item in known.items)


def summary(body: Body, known: Heard) -> str | None:
    asked = body.get("reasoning") or {}
    wanted = asked.get("summary") or asked.get("generate_summary")
    return f"Polly thought about this: {known.about}" if wanted else None


def sealed(body: Body, known: Heard) -> str | None:
    """What was thought, as only this server could read it."""
    if "reasoning.encrypted_content" not in (body.get("include") or []):
        return None
    return base64.urlsafe_b64encode(f"Polly thought: {known.about}".encode()).decode()


def usage(prompt: int, thought: int, spoken: int) -> dict[str, Any]:
    return {
        "input_tokens": prompt,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": thought + spoken,
        "output_tokens_details": {"reasoning_tokens": thought},
        "total_tokens": prompt + thought + spoken,
    }
