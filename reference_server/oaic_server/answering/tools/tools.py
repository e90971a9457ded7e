"""Tools that a request offers, whatever it calls them, and which of them are called.

Under `auto` a tool is called when the user's last words name it: by its whole name, or by a word of
it of four letters or more (`get_weather` by "weather"); with none named, and after the last of the
steps (`bidding`), the parrot speaks. Under `required` the tools so named are called, or the first.
Several are called at once unless the request forbids it, and one as often as it is named, up to three
times; one that takes a text is called for each of several things in a list ("in Paris, Oslo and Tokyo").
JSON behind its whole name is what it is called with, where its definition allows that; else it is called
with what the user's words spell out (`literals`). Under `required` with none named, a tool that has not been
called before goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from oaic_server.answering.prompt.bidding import Bidding, Word, step
from oaic_server.answering.prompt.literals import Literals, Thing
from oaic_server.answering.prompt.spelt import single_text
from oaic_server.state.settings import Settings

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
SYNTAX = "regex"  # of the grammars a custom tool may have, the one the parrot can speak
TELLING = 4  # letters of a word that names a tool; "get" names none
MOST = 3  # calls of one tool
LISTED = 8  # of one that is called for each thing of a list


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
    about: Literals | None = None  # the part of the user's words that this call is about

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
        "required": wanted or speakable(fresh(open_to_choice, bidding))[:1],
    }[choice.mode]
    return tuple(calls if parallel and not choice.by_name else calls[:1])


def open_to(choice: Choice, offered: Iterable[Tool]) -> list[Tool]:
    return [tool for tool in offered if choice.names is None or (tool.kind, tool.name) in choice.names]


def fresh(tools: list[Tool], bidding: Bidding) -> list[Tool]:
    """Those that have not been called yet, then the rest: who must call again does not begin anew."""
    return sorted(tools, key=lambda tool: tool.name in bidding.called)


def speakable(tools: Iterable[Tool]) -> list[Tool]:
    return [tool for tool in tools if tool.is_speakable]


def bidden(tools: list[Tool], bidding: Bidding) -> Iterator[Tool]:
    """Each tool as often as this step names it: as often as the word of its name that is said most."""
    names = {tool.name.lower() for tool in tools}
    current = step(bidding, names, frozenset().union(*(tool.telling for tool in tools)))
    for tool in tools:
        written = arguments(tool, current)
        for number, about in enumerate(parts(tool, current, bidding.text)):
            yield replace(tool, bidden=written[number] if number < len(written) else None, about=about)


def parts(tool: Tool, current: list[Word], text: str) -> list[Literals]:
    """What each of its calls is about: what follows the word that names it most often, or one thing of a list."""
    said = [word.said for word in current]
    most = max(tool.telling, key=lambda word: (said.count(word), word))
    places = [word.place for word in current if word.said == most][:MOST]
    listed = Literals(text).listed if len(places) == 1 and tool.kind == "function" and single_text(tool.takes) else []
    things: list[Literals] = [Thing(name) for name in listed[:LISTED]]
    return things or [Literals(text[start:end]) for start, end in pairwise([*places, len(text)])]


def arguments(tool: Tool, words: list[Word]) -> list[Any]:
    return [word.argument for word in words if word.said == tool.name.lower() and word.argument is not None]
