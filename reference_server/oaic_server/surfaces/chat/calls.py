"""Calls of tools: what the parrot asks a tool for, and how it stands in a stream and in a message."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from oaic_server.exchange.refusal import Refusal
from oaic_server.growth.instance import Efforts, Seed, Unsatisfiable
from oaic_server.parrot.tokenizer import characters
from oaic_server.parrot.utterance import Utterance, utter
from oaic_server.parrot.voice import NOTHING_HEARD
from oaic_server.state.identity import Identity
from oaic_server.surfaces.chat.tools import Body, Tool, choice, legacy

Delta = dict[str, Any]
Finish = Literal["tool_calls", "function_call", "stop", "length"]
SAID = {"function": "arguments", "custom": "input"}  # the member that holds what a call says


@dataclass(frozen=True)
class Call:
    id: str
    kind: str  # function, custom
    name: str
    said: Utterance


@dataclass(frozen=True)
class Calls:
    """What is said instead of a text; `legacy` spells a call as before there were tools."""

    entries: tuple[Call, ...]
    finish_reason: Finish
    legacy: bool = False

    @property
    def tokens(self) -> tuple[bytes, ...]:
        """Those of the arguments; the name of a tool costs none."""
        return tuple(token for call in self.entries for token in call.said.tokens)


def calls(body: Body, tools: Iterable[Tool], arguments: Arguments, key: str, limit: int, identity: Identity) -> Calls:
    """Calls of these tools, together within a limit of tokens."""
    entries: list[Call] = []
    for number, tool in enumerate(tools):
        if limit > 0:
            said = utter(arguments.of(tool, f"{key}:{number}"), limit)
            entries.append(Call(identity.id("call_"), tool.kind, tool.name, said))
            limit -= len(said.tokens)
        else:
            entries[-1] = cut(entries[-1])
    return Calls(tuple(entries), finish_reason(entries, body), legacy(body))


def cut(call: Call) -> Call:
    return Call(call.id, call.kind, call.name, Utterance(call.said.tokens, "length"))


def finish_reason(entries: Sequence[Call], body: Body) -> Finish:
    """A function that was forced by name ends in `stop`, as the service has it."""
    if any(call.said.finish_reason == "length" for call in entries):
        return "length"
    if choice(body).by_name:
        return "stop"
    return "function_call" if legacy(body) else "tool_calls"


class Arguments:
    """What the tools are called with: a schema is read once for all choices, and all share what growing may cost."""

    def __init__(self, heard: str) -> None:
        self._heard = heard
        self._efforts = Efforts()
        self._seeds: dict[str, Seed] = {}  # by the place of the tool

    def of(self, tool: Tool, key: str) -> str:
        """JSON that satisfies the tool's schema; for a custom tool, text that follows its format."""
        try:
            return self._json(tool, key) if tool.kind == "function" else self._text(tool, key)
        except Unsatisfiable as why:
            raise unsatisfiable(tool, str(why)) from None

    def _json(self, tool: Tool, key: str) -> str:
        schema = {"type": "object", **tool.takes}
        value = self._seed(tool, schema).value(f"{tool.name}:{self._heard}:{key}") if tool.takes else {}
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def _text(self, tool: Tool, key: str) -> str:
        if tool.takes.get("type") != "grammar":
            return self._heard or NOTHING_HEARD
        pattern = f"^(?:{tool.takes['grammar']['definition']})$"
        return str(self._seed(tool, {"type": "string", "pattern": pattern}).value(key))

    def _seed(self, tool: Tool, schema: dict[str, Any]) -> Seed:
        if tool.place not in self._seeds:
            self._seeds[tool.place] = Seed(schema, self._efforts)
        return self._seeds[tool.place]


def unsatisfiable(tool: Tool, why: str) -> Refusal:
    member = "parameters" if tool.kind == "function" else "format"
    code = "invalid_function_parameters" if tool.kind == "function" else "invalid_value"
    place = f"{tool.place}.{member}"
    return Refusal(400, f"{place}: {why}", code=code, param=place)


# --- in a stream, and put together -----------------------------------------------------------------------


def deltas(calls: Calls) -> Iterator[Delta]:
    """The role stands with the first call; a call is opened once, what it says follows in pieces."""
    pieces = legacy_pieces(calls.entries[0]) if calls.legacy else tool_pieces(calls.entries)
    yield {"role": "assistant", "content": None, "refusal": None, **next(pieces)}
    yield from pieces


def tool_pieces(entries: Iterable[Call]) -> Iterator[Delta]:
    for index, call in enumerate(entries):
        said = SAID[call.kind]
        opening = {"index": index, "id": call.id, "type": call.kind, call.kind: {"name": call.name, said: ""}}
        yield {"tool_calls": [opening]}
        for piece, _ in characters(call.said.tokens):
            yield {"tool_calls": [{"index": index, call.kind: {said: piece}}]}


def legacy_pieces(call: Call) -> Iterator[Delta]:
    yield {"function_call": {"name": call.name, "arguments": ""}}
    for piece, _ in characters(call.said.tokens):
        yield {"function_call": {"arguments": piece}}


def joined(pieces: Iterable[Delta]) -> Delta:
    """The members of a message that its deltas add up to."""
    calls: dict[int, Delta] = {}
    legacy: Delta = {}
    sound: Delta = {}
    for delta in pieces:
        for entry in delta.get("tool_calls", ()):
            add(calls.setdefault(entry["index"], {}), entry)
        add(legacy, delta.get("function_call", {}))
        add(sound, delta.get("audio", {}))
    together = [{name: call[name] for name in call if name != "index"} for _, call in sorted(calls.items())]
    found = {"tool_calls": together, "function_call": legacy, "audio": sound}
    return {name: member for name, member in found.items() if member}


def add(whole: Delta, piece: Delta) -> None:
    """Adds a piece in place: texts are continued, objects are continued member by member, anything else is replaced."""
    for name, value in piece.items():
        if isinstance(value, dict):
            add(whole.setdefault(name, {}), value)
        else:
            whole[name] = whole[name] + value if name in whole and isinstance(value, str) else value
