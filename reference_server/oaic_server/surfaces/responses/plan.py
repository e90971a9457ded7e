"""A request for a response, read once: what to say, and what to tell about it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from oaic_server.parrot.utterance import Utterance
from oaic_server.parrot.voice import nonsense, voice, wordy
from oaic_server.state.kept import Item
from oaic_server.state.service import Service
from oaic_server.surfaces import tools
from oaic_server.surfaces.calls import Call, called
from oaic_server.surfaces.format import Format, answer, declared
from oaic_server.surfaces.limits import room
from oaic_server.surfaces.responses import pieces
from oaic_server.surfaces.responses.compaction import compacted
from oaic_server.surfaces.responses.echo import echo
from oaic_server.surfaces.responses.pieces import Piece, Style
from oaic_server.surfaces.responses.prompt import heard, input_tokens, waiting
from oaic_server.surfaces.responses.situation import Situation
from oaic_server.surfaces.responses.tools import SEARCH, choice, offered
from oaic_server.surfaces.thought import thoughts
from oaic_server.surfaces.tool_rules import is_spoken_here

Body = dict[str, Any]
BIDDEN_TO_FAIL = "fail to answer"


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


def plan(body: Body, given: Situation, service: Service) -> Plan:
    id, created_at = service.identity.id("resp_"), service.identity.created()
    items = fitting(body, given.items, service)
    prompt = input_tokens(body, items)
    limit = limited(body, room(prompt, service.settings, "input"))
    thought = thoughts((body.get("reasoning") or {}).get("effort"), limit)
    style, said = styled(body, items, service), utterances(body, items, limit - thought, service)
    planned = (
        *opening(body, items, thought, style, service),
        *(piece(each, style, service) for each in said),
    )
    conversation = given.conversation.id if given.conversation else None
    spoken = sum(len(tokens_of(each)) for each in said)
    fails = BIDDEN_TO_FAIL in waiting(items).lower()
    return Plan(echo(body, id, created_at, conversation), planned, usage(prompt, thought, spoken), fails)


def fitting(body: Body, items: Sequence[Item], service: Service) -> Sequence[Item]:
    """Where a request allows it, the oldest items are left out until the rest leave room to answer."""
    if body.get("truncation") == "auto":
        while len(items) > 1 and input_tokens(body, items) >= service.settings.context_window:
            items = items[1:]
    return items


def limited(body: Body, room: int) -> int:
    asked = body.get("max_output_tokens")
    return room if asked is None else min(room, asked)


def styled(body: Body, items: Sequence[Item], service: Service) -> Style:
    told = "message.output_text.logprobs" in (body.get("include") or [])
    return Style(
        top_logprobs=(body.get("top_logprobs") or 0) if told else None,
        obfuscated=(body.get("stream_options") or {}).get("include_obfuscation") is not False,
        cites=is_searched(body, items, service),
    )


# --- what is said ----------------------------------------------------------------------------------------


def chosen(body: Body, items: Sequence[Item], service: Service) -> tuple[tools.Tool, ...]:
    parallel = body.get("parallel_tool_calls") is not False
    callable = filter(is_spoken_here, offered(body, items))
    return tools.chosen(callable, choice(body), waiting(items), service.settings, parallel=parallel)


def is_searched(body: Body, items: Sequence[Item], service: Service) -> bool:
    if body.get("max_tool_calls") == 0:
        return False
    return any(tool.kind == SEARCH for tool in chosen(body, items, service))


def utterances(body: Body, items: Sequence[Item], limit: int, service: Service) -> tuple[Utterance | Call, ...]:
    about = heard(items)
    if calls := [tool for tool in chosen(body, items, service) if tool.kind != SEARCH]:
        return called(calls, about, "", limit, service.identity)
    asked = body.get("text") or {}
    words = wordy(nonsense(about) if service.settings.nonsense else about, asked.get("verbosity"))
    return (answer(format_of(body), about, voice(words), limit),)


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


def opening(body: Body, items: Sequence[Item], thought: int, style: Style, service: Service) -> list[Piece]:
    identity, before = service.identity, []
    if is_compacted(body, items):
        before.append(pieces.compaction(compacted(identity.id("cmp_"), heard(items))))
    if thought:
        before.append(pieces.thought(summary(body, items), sealed(body, items), style, identity))
    if is_searched(body, items, service):
        before.append(pieces.search(waiting(items) or heard(items), identity))
    return before


def is_compacted(body: Body, items: Sequence[Item]) -> bool:
    """Where a turn asks for it, or the conversation has grown beyond what the request allows."""
    bounds = [each.get("compact_threshold") for each in body.get("context_management") or []]
    grown = any(bound is not None and input_tokens(body, items) > bound for bound in bounds)
    return grown or any(item["type"] == "compaction_trigger" for item in items)


def summary(body: Body, items: Sequence[Item]) -> str | None:
    asked = body.get("reasoning") or {}
    wanted = asked.get("summary") or asked.get("generate_summary")
    return f"Polly thought about this: {heard(items)}" if wanted else None


def sealed(body: Body, items: Sequence[Item]) -> str | None:
    """What was thought, as only this server could read it."""
    if "reasoning.encrypted_content" not in (body.get("include") or []):
        return None
    return base64.urlsafe_b64encode(f"Polly thought: {heard(items)}".encode()).decode()


def usage(prompt: int, thought: int, spoken: int) -> dict[str, Any]:
    return {
        "input_tokens": prompt,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": thought + spoken,
        "output_tokens_details": {"reasoning_tokens": thought},
        "total_tokens": prompt + thought + spoken,
    }
