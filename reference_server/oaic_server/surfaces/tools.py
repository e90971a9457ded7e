"""Tools that a request offers, whatever it calls them, and which of them are called.

Under `auto` a tool is called when the user's last words name it: by its whole name, or by a word of
it of four letters or more (`get_weather` by "weather"); with none named, and after a tool has
answered, the parrot speaks. Under `required` the tools so named are called, or the first. Several
are called at once unless the request forbids it, and one as often as it is named, up to three times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_server.state.settings import Settings

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
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

    @property
    def takes_place(self) -> str:
        return f"{self.place}.{'parameters' if self.kind == 'function' else 'format'}"


@dataclass(frozen=True)
class Choice:
    mode: str  # none, auto, required
    names: frozenset[tuple[str, str]] | None = None  # kinds and names; None: any tool
    by_name: bool = False


def chosen(
    offered: Iterable[Tool], choice: Choice, waiting: str, settings: Settings, *, parallel: bool
) -> tuple[Tool, ...]:
    """The tools to call in answer to words that wait for one, in the order they were offered."""
    if settings.ignore_tools or (settings.nonsense and choice.mode != "required"):
        return ()
    open_to_choice = open_to(choice, offered)
    said = spoken_words(waiting) if open_to_choice else []
    wanted = [tool for tool in open_to_choice for _ in range(min(MOST, times_named(said, tool.name)))]
    calls = {
        "none": [],
        "auto": wanted,
        "required": wanted or open_to_choice[:1],
    }[choice.mode]
    return tuple(calls if parallel and not choice.by_name else calls[:1])


def open_to(choice: Choice, offered: Iterable[Tool]) -> list[Tool]:
    return [tool for tool in offered if choice.names is None or (tool.kind, tool.name) in choice.names]


def spoken_words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.lower())


def times_named(said: list[str], name: str) -> int:
    """How often a tool is named: as often as the word of its name that is said most."""
    telling = {name.lower(), *(word.lower() for word in WORD.findall(name) if len(word) >= TELLING)}
    return max(map(said.count, telling))
