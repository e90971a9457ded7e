"""The items that a response says, each with the events that it is told in between its first and its last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from oaic_server.answering.keeping.items import PREFIXES
from oaic_server.answering.tools.calls import Call
from oaic_server.parrot.logprobs import entry
from oaic_server.parrot.tokenizer import characters, decode, encode
from oaic_server.parrot.utterance import Utterance
from oaic_server.state.identity import Identity
from oaic_server.state.kept import Item

Told = tuple[str, dict[str, Any]]  # the type of an event, and what it says besides its number and its item
STATUS = {"stop": "completed", "length": "incomplete"}
PAGE = {"url": "https://parrot.example/heard", "title": "What the parrot heard"}
PADDED_TO = 16  # a delta and its obfuscation together, so that lengths tell an eavesdropper less
PADDING = "polly-wants-a-cracker"


@dataclass(frozen=True)
class Piece:
    opening: Item
    done: Item
    inner: Callable[[], Iterator[Told]] = lambda: iter(())

    @property
    def is_whole(self) -> bool:
        return self.done.get("status") != "incomplete"


@dataclass(frozen=True)
class Style:
    """How pieces are told."""

    top_logprobs: int | None = None  # None: no logprobs at all
    obfuscated: bool = True
    cites: bool = False

    def delta(self, text: str) -> dict[str, Any]:
        return {"delta": text, "obfuscation": padding(text)} if self.obfuscated else {"delta": text}

    def logprobs(self, tokens: list[bytes]) -> list[dict[str, Any]]:
        return [] if self.top_logprobs is None else [entry(token, self.top_logprobs) for token in tokens]


def padding(text: str) -> str:
    return PADDING[: max(1, PADDED_TO - len(text))]


def message(said: Utterance, style: Style, identity: Identity) -> Piece:
    head = {"id": identity.id(PREFIXES["message"]), "type": "message", "role": "assistant"}
    whole = part(said, style)
    return Piece(
        {**head, "status": "in_progress", "content": []},
        {**head, "status": STATUS[said.finish_reason], "content": [whole]},
        lambda: spoken(said, style, whole) if said.member == "content" else refused(said, style, whole),
    )


def part(said: Utterance, style: Style) -> dict[str, Any]:
    text = decode(said.tokens)
    if said.member == "refusal":
        return {"type": "refusal", "refusal": text}
    cited = [{"type": "url_citation", "start_index": 0, "end_index": len(text), **PAGE}] if style.cites and text else []
    return {"type": "output_text", "text": text, "annotations": cited, "logprobs": style.logprobs([*said.tokens])}


def spoken(said: Utterance, style: Style, whole: dict[str, Any]) -> Iterator[Told]:
    here = {"content_index": 0}
    yield "response.content_part.added", {**here, "part": {**whole, "text": "", "annotations": [], "logprobs": []}}
    probable = iter(whole["logprobs"])
    for text, tokens in characters(said.tokens):
        yield "response.output_text.delta", {**here, **style.delta(text), "logprobs": [*islice(probable, len(tokens))]}
    for number, cited in enumerate(whole["annotations"]):
        yield "response.output_text.annotation.added", {**here, "annotation_index": number, "annotation": cited}
    yield "response.output_text.done", {**here, "text": whole["text"], "logprobs": whole["logprobs"]}
    yield "response.content_part.done", {**here, "part": whole}


def refused(said: Utterance, style: Style, whole: dict[str, Any]) -> Iterator[Told]:
    here = {"content_index": 0}
    yield "response.content_part.added", {**here, "part": {"type": "refusal", "refusal": ""}}
    for text, _ in characters(said.tokens):
        yield "response.refusal.delta", {**here, **style.delta(text)}
    yield "response.refusal.done", {**here, "refusal": whole["refusal"]}
    yield "response.content_part.done", {**here, "part": whole}


# --- calls -----------------------------------------------------------------------------------------------

CALLED = {"function": ("function_call", "arguments"), "custom": ("custom_tool_call", "input")}
SAID = {"function": "response.function_call_arguments", "custom": "response.custom_tool_call_input"}


def call(made: Call, style: Style, identity: Identity) -> Piece:
    kind, member = CALLED[made.kind]
    space = {} if made.namespace is None else {"namespace": made.namespace}
    head = {"id": identity.id(PREFIXES[kind]), "type": kind, "call_id": made.id, "name": made.name, **space}
    text = decode(made.said.tokens)
    return Piece(
        {**head, "status": "in_progress", member: ""},
        {**head, "status": STATUS[made.said.finish_reason], member: text},
        lambda: dictated(made, style, {member: text}),
    )


def dictated(made: Call, style: Style, whole: dict[str, Any]) -> Iterator[Told]:
    for text, _ in characters(made.said.tokens):
        yield f"{SAID[made.kind]}.delta", style.delta(text)
    yield f"{SAID[made.kind]}.done", whole


def search(query: str, identity: Identity) -> Piece:
    """A search of the web, in which the parrot finds its one page."""
    head = {"id": identity.id(PREFIXES["web_search_call"]), "type": "web_search_call"}
    done = {**head, "status": "completed", "action": {"type": "search", "query": query}}
    stages = ("in_progress", "searching", "completed")
    return Piece(
        {**head, "status": "in_progress"}, done, lambda: ((f"response.web_search_call.{stage}", {}) for stage in stages)
    )


# --- thoughts --------------------------------------------------------------------------------------------


def thought(summary: str | None, encrypted: str | None, style: Style, identity: Identity) -> Piece:
    """`summary` and `encrypted` only where they were asked for."""
    sealed = {} if encrypted is None else {"encrypted_content": encrypted}
    head = {"id": identity.id(PREFIXES["reasoning"]), "type": "reasoning", **sealed}
    parts = [] if summary is None else [{"type": "summary_text", "text": summary}]
    return Piece(
        {**head, "summary": []},
        {**head, "summary": parts},
        lambda: summarized(summary, style) if summary is not None else iter(()),
    )


def summarized(summary: str, style: Style) -> Iterator[Told]:
    here, event = {"summary_index": 0}, "response.reasoning_summary"
    yield f"{event}_part.added", {**here, "part": {"type": "summary_text", "text": ""}}
    for text, _ in characters(encode(summary)):
        yield f"{event}_text.delta", {**here, **style.delta(text)}
    yield f"{event}_text.done", {**here, "text": summary}
    yield f"{event}_part.done", {**here, "part": {"type": "summary_text", "text": summary}}


def compaction(item: Item) -> Piece:
    return Piece(item, item)
