"""A line of a script as an answer to a request; one that the request does not allow is refused, with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from oaic_server.answering.formats.format import AN_OBJECT, Format, compact_json
from oaic_server.answering.tools.calls import schema_of
from oaic_server.answering.tools.tools import Choice, Tool, open_to
from oaic_server.exchange.line import Called, Line
from oaic_server.exchange.refusal import Refusal
from oaic_server.growth.instance import Efforts, Seed, Unsatisfiable
from oaic_server.parrot.utterance import Utterance, utter


def cannot(why: str) -> Refusal:
    return Refusal(400, f"The script cannot say this here: {why}.", code="script_impossible")


def tools_of(line: Line, offered: Iterable[Tool], choice: Choice, *, parallel: bool) -> tuple[Tool, ...]:
    """The tools that a line calls; none where it speaks."""
    if not line.calls:
        if choice.mode == "required":
            raise cannot("the request demands the call of a tool")
        return ()
    if choice.mode == "none":
        raise cannot("the request forbids the call of a tool")
    if len(line.calls) > 1 and not parallel:
        raise cannot("the request takes one call at a time")
    known = open_to(choice, offered)
    return tuple(called(call, known) for call in line.calls)


def called(call: Called, known: Sequence[Tool]) -> Tool:
    tool = next((tool for tool in known if tool.name == call.name), None)
    if tool is None:
        names = ", ".join(tool.name for tool in known) or "none"
        raise cannot(f"{call.name} is none of the tools that may be called: {names}")
    how = ", which is strict" if tool.strict else ""
    require_allowed(call.arguments, schema_of(tool), f"the arguments of {tool.name}{how}")
    return replace(tool, bidden=call.arguments)


def utterance(line: Line, asked: Format, limit: int, stops: Sequence[str] = ()) -> Utterance:
    """What a line says, within the limit and up to a stop, in the format that was asked for."""
    if line.refusal is not None:
        return replace(utter(line.refusal, limit, stops), member="refusal")
    if line.value is not None:
        require_shaped(line.value, asked)
        return utter(compact_json(line.value), limit, stops)
    words = line.text or ""
    if asked.kind != "text":
        require_shaped(parsed(words), asked)
    return utter(words, limit, stops)


def require_shaped(value: Any, asked: Format) -> None:
    require_allowed(value, AN_OBJECT | (asked.schema or {}), "the value")


def require_allowed(value: Any, schema: Mapping[str, Any], what: str) -> None:
    try:
        complaint = Seed(schema, Efforts()).complaint(value)
    except Unsatisfiable as why:
        raise cannot(f"{what} cannot be judged: {why}") from None
    if complaint:
        raise cannot(f"{what}: {complaint}")


def parsed(words: str) -> Any:
    try:
        return json.loads(words)
    except ValueError:
        raise cannot("the request asks for JSON, and the text is none") from None
