"""Calls of tools: what the parrot asks a tool for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from oaic_server.answering.prompt.literals import Literals
from oaic_server.answering.prompt.spelt import spelt_out
from oaic_server.answering.tools.tools import SYNTAX, Tool
from oaic_server.exchange.refusal import Refusal
from oaic_server.growth.instance import Efforts, Seed, Unsatisfiable
from oaic_server.parrot.utterance import Utterance, utter
from oaic_server.parrot.voice import NOTHING_HEARD
from oaic_server.state.identity import Identity

ATTENTION = 16  # calls of an answer whose arguments are listened for


@dataclass(frozen=True)
class Call:
    id: str
    kind: str  # function, custom
    name: str
    said: Utterance
    namespace: str | None = None


def called(tools: Iterable[Tool], arguments: Arguments, key: str, limit: int, identity: Identity) -> tuple[Call, ...]:
    """Calls of these tools, together within a limit of tokens."""
    entries: list[Call] = []
    for number, tool in enumerate(tools):
        if limit > 0:
            said = utter(arguments.of(tool, f"{key}:{number}"), limit)
            entries.append(Call(identity.id("call_"), tool.kind, tool.name, said, tool.namespace))
            limit -= len(said.tokens)
        else:
            entries[-1] = cut(entries[-1])
    return tuple(entries)


def cut(call: Call) -> Call:
    return replace(call, said=Utterance(call.said.tokens, "length"))


class Arguments:
    """What the tools are called with: a schema is read once for all choices, and all share what growing may cost."""

    def __init__(self, heard: str) -> None:
        self._heard = heard
        self._literals = Literals(heard)
        self._attention = ATTENTION
        self._efforts = Efforts()
        self._seeds: dict[str, Seed] = {}  # by the place of the tool

    def of(self, tool: Tool, key: str) -> str:
        """JSON that satisfies the tool's schema; for a custom tool, text that follows its format."""
        try:
            return self._json(tool, key) if tool.kind == "function" else self._text(tool, key)
        except Unsatisfiable as why:
            raise unsatisfiable(tool, str(why)) from None

    def _json(self, tool: Tool, key: str) -> str:
        seed = self._seed(tool)
        if seed.allows(tool.bidden):
            value = tool.bidden
        else:
            grown = seed.value(f"{tool.name}:{self._heard}:{key}") if tool.takes else {}
            value = spelt_out(grown, tool.takes, self._listening_to(tool), seed.allows)
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def _text(self, tool: Tool, key: str) -> str:
        if tool.takes.get("syntax") != SYNTAX:
            return tool.bidden if isinstance(tool.bidden, str) else self._heard or NOTHING_HEARD
        seed = self._seed(tool)
        return str(tool.bidden if seed.allows(tool.bidden) else seed.value(key))

    def _listening_to(self, tool: Tool) -> list[Literals]:
        """What its call is about, then all that was heard; the latest of very many calls are not listened for."""
        self._attention -= 1
        if self._attention < 0:
            return []
        return [tool.about, self._literals] if tool.about else [self._literals]

    def _seed(self, tool: Tool) -> Seed:
        if tool.place not in self._seeds:
            self._seeds[tool.place] = Seed(schema_of(tool), self._efforts)
        return self._seeds[tool.place]


def schema_of(tool: Tool) -> dict[str, Any]:
    """What a tool may be called with: an object; for a custom tool a text, in its grammar where that is spoken here."""
    if tool.kind == "function":
        return {"type": "object", **tool.takes}
    pattern = {"pattern": f"^(?:{tool.takes['definition']})$"} if tool.takes.get("syntax") == SYNTAX else {}
    return {"type": "string", **pattern}


def unsatisfiable(tool: Tool, why: str) -> Refusal:
    code = "invalid_function_parameters" if tool.kind == "function" else "invalid_value"
    return Refusal(400, f"{tool.takes_place}: {why}", code=code, param=tool.takes_place)
