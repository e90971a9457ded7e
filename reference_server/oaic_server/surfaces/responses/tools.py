"""The tools a request offers, and which of them it wants called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from oaic_server.answering.tools.told import OFFERING, function
from oaic_server.answering.tools.tools import Choice, Tool
from oaic_server.state.kept import Item

Body = dict[str, Any]
Entry = dict[str, Any]
SEARCH = "web_search"


def offered(body: Body, items: Sequence[Item]) -> tuple[Tool, ...]:
    """Those the parrot can call: functions, custom tools, and its search of the web."""
    return (*read(body.get("tools") or [], "tools"), *later(items))


def later(items: Sequence[Item]) -> Iterator[Tool]:
    for item in items:
        if item["type"] in OFFERING:
            yield from read(item["tools"], "input.tools")


def read(entries: list[Entry], place: str, namespace: str | None = None) -> Iterator[Tool]:
    for number, entry in enumerate(entries):
        here, kind = f"{place}[{number}]", entry["type"]
        if kind == "namespace":
            yield from read(entry["tools"], f"{here}.tools", entry["name"])
        elif kind == "function":
            told = function(entry)
            yield Tool(kind, entry["name"], told["parameters"] or {}, here, bool(told["strict"]), namespace)
        elif kind == "custom":
            takes = entry.get("format") or {}
            yield Tool(kind, entry["name"], takes, here, namespace=namespace, grammar=f"{here}.format")
        elif kind.startswith(SEARCH):
            yield Tool(SEARCH, kind, {}, here)


def choice(body: Body) -> Choice:
    asked = body.get("tool_choice") or "auto"
    if isinstance(asked, str):
        return Choice(asked)
    if asked["type"] == "allowed_tools":
        return Choice(asked["mode"], frozenset(map(named, asked["tools"])))
    return Choice("required", frozenset([named(asked)]), by_name=True)


def named(entry: Entry) -> tuple[str, str]:
    """The kind and the name in a choice, or in a list of allowed tools."""
    kind = str(entry.get("type", "function"))
    return (SEARCH, kind) if kind.startswith(SEARCH) else (kind, str(entry.get("name", kind)))
