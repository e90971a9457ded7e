"""Calls of tools: what the parrot asks a tool for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from oaic_server.exchange.refusal import Refusal
from oaic_server.growth.instance import Unsatisfiable, instance
from oaic_server.parrot.utterance import Utterance, utter
from oaic_server.parrot.voice import NOTHING_HEARD
from oaic_server.state.identity import Identity
from oaic_server.surfaces.tools import Tool


@dataclass(frozen=True)
class Call:
    id: str
    kind: str  # function, custom
    name: str
    said: Utterance
    namespace: str | None = None


def called(tools: Iterable[Tool], heard: str, key: str, limit: int, identity: Identity) -> tuple[Call, ...]:
    """Calls of these tools, together within a limit of tokens."""
    entries: list[Call] = []
    for number, tool in enumerate(tools):
        if limit > 0:
            said = utter(argument(tool, heard, f"{key}:{number}"), limit)
            entries.append(Call(identity.id("call_"), tool.kind, tool.name, said, tool.namespace))
            limit -= len(said.tokens)
        else:
            entries[-1] = cut(entries[-1])
    return tuple(entries)


def cut(call: Call) -> Call:
    return replace(call, said=Utterance(call.said.tokens, "length"))


def argument(tool: Tool, heard: str, key: str) -> str:
    """JSON that satisfies the tool's schema; for a custom tool, text that follows its format."""
    try:
        return arguments(tool, f"{tool.name}:{heard}:{key}") if tool.kind == "function" else text(tool, heard, key)
    except Unsatisfiable as why:
        raise unsatisfiable(tool, str(why)) from None


def unsatisfiable(tool: Tool, why: str) -> Refusal:
    code = "invalid_function_parameters" if tool.kind == "function" else "invalid_value"
    return Refusal(400, f"{tool.takes_place}: {why}", code=code, param=tool.takes_place)


def arguments(tool: Tool, key: str) -> str:
    value = instance({"type": "object", **tool.takes}, key) if tool.takes else {}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def text(tool: Tool, heard: str, key: str) -> str:
    if tool.takes.get("type") != "grammar":
        return heard or NOTHING_HEARD
    return str(instance({"type": "string", "pattern": f"^(?:{tool.takes['definition']})$"}, key))
