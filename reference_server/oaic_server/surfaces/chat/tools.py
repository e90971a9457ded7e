"""The tools a request offers, and which of them are called.

Under `auto` a tool is called when the user's last words name it: by its whole name, or by a word of
it of four letters or more (`get_weather` by "weather"); with none named, and after a tool has
answered, the parrot speaks. Under `required` the tools so named are called, or the first. Several
are called at once unless `parallel_tool_calls` is false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_server.state.settings import Settings
from oaic_server.surfaces.chat.prompt import last_user_text

Body = dict[str, Any]
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
TELLING = 4  # letters of a word that names a tool; "get" names none


@dataclass(frozen=True)
class Tool:
    kind: str  # function, custom
    name: str
    takes: Mapping[str, Any]  # a function's parameters, a custom tool's format
    place: str  # of its definition, as `param` spells it
    strict: bool = False


@dataclass(frozen=True)
class Choice:
    mode: str  # none, auto, required
    names: frozenset[tuple[str, str]] | None = None  # kinds and names; None: any tool
    by_name: bool = False


def offered(body: Body) -> tuple[Tool, ...]:
    tools = (tool(entry, f"tools[{place}]") for place, entry in enumerate(body.get("tools") or []))
    return (*tools, *functions(body))


def tool(entry: dict[str, Any], place: str) -> Tool:
    kind = entry["type"]
    definition = entry[kind]
    takes = definition.get("parameters") or {} if kind == "function" else definition.get("format") or {}
    return Tool(kind, definition["name"], takes, f"{place}.{kind}", bool(definition.get("strict")))


def functions(body: Body) -> Iterator[Tool]:
    """The deprecated `functions`, as tools."""
    for place, definition in enumerate(body.get("functions") or []):
        yield Tool("function", definition["name"], definition.get("parameters") or {}, f"functions[{place}]")


def legacy(body: Body) -> bool:
    return not body.get("tools") and bool(body.get("functions"))


def choice(body: Body) -> Choice:
    asked = body.get("function_call" if legacy(body) else "tool_choice") or "auto"
    if isinstance(asked, str):
        return Choice(asked)
    if asked.get("type") == "allowed_tools":
        allowed = asked["allowed_tools"]
        return Choice(allowed["mode"], frozenset(map(named, allowed["tools"])))
    return Choice("required", frozenset([named(asked)]), by_name=True)


def named(entry: dict[str, Any]) -> tuple[str, str]:
    """The kind and the name in a choice, or in a list of allowed tools."""
    kind = str(entry.get("type", "function"))
    definition = entry.get(kind, entry)
    return kind, str(definition.get("name") if isinstance(definition, dict) else definition)


def chosen(body: Body, settings: Settings) -> tuple[Tool, ...]:
    """The tools to call, in the order they were offered."""
    asked = choice(body)
    if settings.ignore_tools or (settings.nonsense and asked.mode != "required"):
        return ()
    open_to_choice = [tool for tool in offered(body) if asked.names is None or (tool.kind, tool.name) in asked.names]
    said = spoken_words(waiting(body["messages"])) if open_to_choice else frozenset()
    wanted = [tool for tool in open_to_choice if names(said, tool.name)]
    calls = {
        "none": [],
        "auto": wanted,
        "required": wanted or open_to_choice[:1],
    }[asked.mode]
    return tuple(calls if parallel(body) else calls[:1])


def parallel(body: Body) -> bool:
    return body.get("parallel_tool_calls") is not False and not legacy(body)


def waiting(messages: list[dict[str, Any]]) -> str:
    """The user's last words, empty where they have been answered already."""
    return last_user_text(messages) if messages[-1]["role"] == "user" else ""


def spoken_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", text.lower()))


def names(said: frozenset[str], name: str) -> bool:
    """Whether the words name a tool."""
    words = {word.lower() for word in WORD.findall(name) if len(word) >= TELLING}
    return name.lower() in said or bool(said & words)
