"""The tools a request for a chat offers, in any of its spellings, and which of them it wants called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, takewhile
from typing import Any

from oaic_server.answering.lines import tools_of
from oaic_server.answering.prompt.bidding import WORD, Bidding
from oaic_server.answering.prompt.literals import LISTENED
from oaic_server.answering.tools import tools
from oaic_server.answering.tools.tools import Choice, Tool
from oaic_server.exchange.line import Line
from oaic_server.state.settings import Settings
from oaic_server.surfaces.chat.prompt import ANSWERING, called, last_user_text, texts

Body = dict[str, Any]


def offered(body: Body) -> tuple[Tool, ...]:
    if not (body.get("tools") or body.get("functions")):
        return ()
    listed = (tool(entry, f"tools[{place}]") for place, entry in enumerate(body.get("tools") or []))
    return (*listed, *functions(body))


def tool(entry: dict[str, Any], place: str) -> Tool:
    kind = entry["type"]
    definition, place = entry[kind], f"{place}.{kind}"
    if kind == "function":
        takes = definition.get("parameters") or {}
        return Tool(kind, definition["name"], takes, place, bool(definition.get("strict")))
    return Tool(
        kind, definition["name"], flat(definition.get("format") or {}), place, grammar=f"{place}.format.grammar"
    )


def flat(format: Mapping[str, Any]) -> Mapping[str, Any]:
    """A format with the members of its grammar beside its type."""
    return {"type": format.get("type"), **format.get("grammar", {})}


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


def chosen(body: Body, settings: Settings, line: Line | None = None) -> tuple[Tool, ...]:
    """The tools to call: as a script says, or in the order they were offered."""
    known = offered(body)
    if line is not None:
        return tools_of(line, known, choice(body), parallel=parallel(body))
    if not known:
        return ()
    return tools.chosen(known, choice(body), bidding(body["messages"]), settings, parallel=parallel(body))


def parallel(body: Body) -> bool:
    return body.get("parallel_tool_calls") is not False and not legacy(body)


def bidding(messages: list[dict[str, Any]]) -> Bidding:
    """The user's last words, empty where they have been answered by others than tools."""
    since = list(takewhile(lambda message: message["role"] != "user", reversed(messages)))
    if since and not is_result(since[0]):
        return Bidding("")
    answered = sum(answers for answers, _ in groupby(since, is_result))
    return Bidding(last_user_text(messages), answered, frozenset(called_before(messages)))


def called_before(messages: list[dict[str, Any]]) -> Iterator[str]:
    """By the names of calls, and by the words of an answer: some clients write calls and results as texts."""
    for message in messages:
        yield from (name for _, name in called(message))
    last: Body = next((message for message in reversed(messages) if message["role"] == "assistant"), {})
    yield from WORD.findall("".join(texts(last))[:LISTENED])


def is_result(message: dict[str, Any]) -> bool:
    return message["role"] in ANSWERING
