"""What a server may honestly not have: found out once, by asking, before anything is judged by it.

A server lacks a capability when it says so: 404, 405 or 501 to the plain request, or, where a plain
request succeeds, a 4xx whose envelope names the parameter. Ignoring it with a 200 is no such answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from oaic_suite.checks.chat.parts import FILE, PICTURE, SOUND, asking
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.unsettled import NotApplicable

State = Literal["present", "absent", "unknown"]
ABSENT_STATUSES = {404, 405, 501}


@dataclass(frozen=True)
class Capability:
    state: State
    how: str


@dataclass(frozen=True)
class Probe:
    """A request that only a server with the capability grants, and what it builds on."""

    operation: str
    members: Mapping[str, Any] = field(default_factory=dict)
    needs: str | None = None
    besides: Mapping[str, Any] = field(default_factory=dict)  # what the request must also say to be granted
    otherwise: Mapping[str, Any] = field(default_factory=dict)  # another form, asked where the first is refused
    called: tuple[str, ...] = ()  # how a refusal may name it, where that is not a member's name


FOR_JSON = {"messages": [{"role": "user", "content": "Say hello in JSON."}]}
GREETING = {
    "type": "object",
    "properties": {"greeting": {"type": "string"}},
    "required": ["greeting"],
    "additionalProperties": False,
}
BY_SCHEMA = {"type": "json_schema", "json_schema": {"name": "greeting", "strict": True, "schema": GREETING}}

# One tool of every sort a server may know.
NOTHING: dict[str, Any] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
FUNCTION: dict[str, Any] = {"type": "function", "function": {"name": "ring_the_bell", "parameters": NOTHING}}
STRICT = {"type": "function", "function": FUNCTION["function"] | {"strict": True}}
CUSTOM = {"type": "custom", "custom": {"name": "write_a_note"}}
REGEX = {"type": "grammar", "grammar": {"syntax": "regex", "definition": "[0-9]{4}"}}
GRAMMAR = {"type": "custom", "custom": {"name": "set_the_year", "format": REGEX}}
ALLOWED = {
    "type": "allowed_tools",
    "allowed_tools": {"mode": "auto", "tools": [{"type": "function", "function": {"name": "ring_the_bell"}}]},
}

STOP_LIST: dict[str, Any] = {"stop": ["\u2603"]}
STOP_TEXT: dict[str, Any] = {"stop": "\u2603"}
IN_A_PART = ("messages", "content", "multimodal", "multi-modal", "modality", "modalities")
ALOUD = {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}}

# In the order of asking: what a probe needs stands before it.
PROBES: dict[str, Probe] = {
    "models": Probe("listModels"),
    "models-retrieve": Probe("retrieveModel", needs="models"),
    "chat": Probe("createChatCompletion"),
    "chat-stream": Probe("createChatCompletion", {"stream": True}, "chat"),
    "chat-stream-usage": Probe(
        "createChatCompletion", {"stream": True, "stream_options": {"include_usage": True}}, "chat-stream"
    ),
    "chat-n": Probe("createChatCompletion", {"n": 2}, "chat"),
    "chat-logprobs": Probe("createChatCompletion", {"logprobs": True, "top_logprobs": 2}, "chat"),
    "chat-seed": Probe("createChatCompletion", {"seed": 7}, "chat"),
    "chat-stop": Probe("createChatCompletion", STOP_LIST, "chat", otherwise=STOP_TEXT),
    "chat-image": Probe(
        "createChatCompletion", needs="chat", besides=asking(PICTURE), called=(*IN_A_PART, "image", "vision")
    ),
    "chat-file": Probe("createChatCompletion", needs="chat", besides=asking(FILE), called=(*IN_A_PART, "file")),
    "chat-audio-in": Probe("createChatCompletion", needs="chat", besides=asking(SOUND), called=(*IN_A_PART, "audio")),
    "chat-audio-out": Probe("createChatCompletion", ALOUD, "chat"),
    "tools": Probe("createChatCompletion", {"tools": [FUNCTION]}, "chat"),
    "tools-strict": Probe("createChatCompletion", {"tools": [STRICT]}, "tools"),
    "tools-custom": Probe("createChatCompletion", {"tools": [CUSTOM]}, "tools"),
    "tools-grammar": Probe("createChatCompletion", {"tools": [GRAMMAR]}, "tools-custom"),
    "tools-allowed": Probe("createChatCompletion", {"tools": [FUNCTION], "tool_choice": ALLOWED}, "tools"),
    "functions": Probe("createChatCompletion", {"functions": [FUNCTION["function"]]}, "chat"),
    "json-object": Probe(
        "createChatCompletion", {"response_format": {"type": "json_object"}}, "chat", besides=FOR_JSON
    ),
    "json-schema": Probe("createChatCompletion", {"response_format": BY_SCHEMA}, "chat", besides=FOR_JSON),
    "completions": Probe("createCompletion"),
    "completions-stream": Probe("createCompletion", {"stream": True}, "completions"),
    "completions-stream-usage": Probe(
        "createCompletion", {"stream": True, "stream_options": {"include_usage": True}}, "completions-stream"
    ),
    "completions-n": Probe("createCompletion", {"n": 2}, "completions"),
    "completions-best-of": Probe("createCompletion", {"best_of": 2}, "completions"),
    "completions-stop": Probe("createCompletion", STOP_LIST, "completions", otherwise=STOP_TEXT),
    "completions-echo": Probe("createCompletion", {"echo": True}, "completions"),
    "completions-suffix": Probe("createCompletion", {"suffix": " The end."}, "completions"),
    "completions-logprobs": Probe("createCompletion", {"logprobs": 1}, "completions"),
    "embeddings": Probe("createEmbedding"),
    "embeddings-dimensions": Probe("createEmbedding", {"dimensions": 8}, "embeddings"),
}
# Surfaces that chat models seldom serve, and what the ids of models that do serve them often say.
SUITED: dict[str, tuple[str, ...]] = {
    "completions": ("instruct", "davinci", "babbage"),
    "embeddings": ("embed",),
}


@dataclass
class Capabilities:
    known: dict[str, Capability] = field(default_factory=dict)

    def require(self, name: str) -> None:
        """Raises unless the capability is there, or might be, and whatever it builds on."""
        if (probe := PROBES.get(name)) and probe.needs:
            self.require(probe.needs)
        found = self.known.get(name)
        if found and found.state == "absent":
            raise NotApplicable(f"the server has no {name}: {found.how}", name)

    def note(self, name: str, exchange: Exchange) -> None:
        self.known[name] = weigh(name, exchange, self.known)

    def lacks(self, name: str | None) -> bool:
        return name is not None and name in self.known and self.known[name].state == "absent"


def weigh(name: str, exchange: Exchange, known: Mapping[str, Capability]) -> Capability:
    status = exchange.status
    not_allowed = status in (401, 403) and not (name in SUITED and refuses_model(exchange))
    if status is None or status == 429 or (status >= 500 and status != 501) or not_allowed:
        return Capability("unknown", f"the probe ended in {exchange.outcome}")
    if status < 400:
        return Capability("present", f"the probe was answered with {status}")
    if status in ABSENT_STATUSES and error(exchange).get("code") != "model_not_found":
        return Capability("absent", f"the probe was answered with {status}")
    if name in SUITED and refuses_model(exchange):
        return Capability("absent", f"the server refuses the model with {status}, and no other listed is taken")
    if PROBES[name].needs and names(exchange, (*PROBES[name].members, *PROBES[name].called)):
        return Capability("absent", f"the server refuses it with {status}, naming it")
    return Capability("unknown", f"the probe was answered with {status}")


def refuses_model(exchange: Exchange) -> bool:
    """Whether a refusal is about the model asked, and another might do."""
    about_model = error(exchange).get("code") == "model_not_found" or names(exchange, {"model"})
    return refused(exchange) and about_model


def declines(exchange: Exchange, members: Iterable[str]) -> bool:
    """Whether an answer is an honest refusal of what was asked for: it names it."""
    return refused(exchange) and names(exchange, members)


def refused(exchange: Exchange) -> bool:
    """Whether the client is told that it asked for the wrong thing."""
    status = exchange.status
    return status is not None and 400 <= status < 500 and status not in (401, 429)


def error(exchange: Exchange) -> dict[str, Any]:
    try:
        body = json.loads(exchange.body)
    except (ValueError, RecursionError):
        return {}
    found = body.get("error") if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}


def names(exchange: Exchange, members: Iterable[str]) -> bool:
    """Whether an honest refusal names one of the members asked for."""
    told = error(exchange)
    param, message = str(told.get("param") or ""), str(told.get("message") or "").lower()
    return any(re.split(r"[.\[]", param)[0] == member or member in message for member in members)
