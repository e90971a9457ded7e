"""Tools that a request offers, whatever it calls them, and which of them are called.

Under `auto` a tool is called when the user's last words name it: by its whole name, or by a word of
it of four letters or more (`get_weather` by "weather"); with none named, and after the last of the
steps (`bidding`), the parrot speaks. Under `required` the tools so named are called, or the first.
Several are called at once unless the request forbids it, and one as often as it is named, up to three
times. JSON behind its whole name is what it is called with, where its definition allows that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from oaic_server.state.settings import Settings
from oaic_server.surfaces.bidding import Bidding, Word, step

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
SYNTAX = "regex"  # of the grammars a custom tool may have, the one the parrot can speak
TELLING = 4  # letters of a word that names a tool; "get" names none
MOST = 3  # calls of one tool


@dataclass(frozen=True)
class Tool:
    kind: str  # function, custom
    name: str
    takes: Mapping[str, Any]  # a function's parameters, a custom tool's format
    place: str  # of its definition, as `param` spells it
    strict: bool = False
    namespace: str | None = None
    grammar: str = ""  # where its grammar is, if it may have one
    bidden: Any = None  # what the user wrote out for it to be called with

    @property
    def takes_place(self) -> str:
        return f"{self.place}.{'parameters' if self.kind == 'function' else 'format'}"

    @property
    def is_speakable(self) -> bool:
        """Whether the parrot knows what to say to it: in a grammar of another syntax only what it was bidden."""
        return self.kind != "custom" or self.takes.get("syntax", SYNTAX) == SYNTAX or isinstance(self.bidden, str)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that name it."""
        return frozenset(
            [self.name.lower(), *(word.lower() for word in WORD.findall(self.name) if len(word) >= TELLING)]
        )


@dataclass(frozen=True)
class Choice:
    mode: str  # none, auto, required
    names: frozenset[tuple[str, str]] | None = None  # kinds and names; None: any tool
    by_name: bool = False


def chosen(
    offered: Iterable[Tool], choice: Choice, bidding: Bidding, settings: Settings, *, parallel: bool
) -> tuple[Tool, ...]:
    """The tools to call in answer to words that wait for one, in the order they were offered."""
    if settings.ignore_tools or (settings.nonsense and choice.mode != "required"):
        return ()
    open_to_choice = open_to(choice, offered)
    wanted = speakable(bidden(open_to_choice, bidding)) if open_to_choice else []
    calls = {
        "none": [],
        "auto": wanted,
        "required": wanted or speakable(open_to_choice)[:1],
    }[choice.mode]
    return tuple(calls if parallel and not choice.by_name else calls[:1])


def open_to(choice: Choice, offered: Iterable[Tool]) -> list[Tool]:
    return [tool for tool in offered if choice.names is None or (tool.kind, tool.name) in choice.names]


def speakable(tools: Iterable[Tool]) -> list[Tool]:
    return [tool for tool in tools if tool.is_speakable]


def bidden(tools: list[Tool], bidding: Bidding) -> Iterator[Tool]:
    """Each tool as often as this step names it: as often as the word of its name that is said most."""
    names = {tool.name.lower() for tool in tools}
    current = step(bidding, names, frozenset().union(*(tool.telling for tool in tools)))
    said = [word.said for word in current]
    for tool in tools:
        written = arguments(tool, current)
        for number in range(min(MOST, max(map(said.count, tool.telling)))):
            yield replace(tool, bidden=written[number] if number < len(written) else None)


def arguments(tool: Tool, words: list[Word]) -> list[Any]:
    return [word.argument for word in words if word.said == tool.name.lower() and word.argument is not None]
