"""What tools must satisfy beyond their schema, whatever request offers them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sized

import jsonschema_rs

from oaic_server.answering.formats.strict import complaints
from oaic_server.answering.tools.calls import unsatisfiable
from oaic_server.answering.tools.tools import SYNTAX, Choice, Tool
from oaic_server.exchange.refusal import Refusal

LONGEST = 64  # name of a tool
MOST_TOOLS = 128


def require_few(tools: Sized) -> None:
    if len(tools) > MOST_TOOLS:
        message = f"tools: expected at most {MOST_TOOLS}, found {len(tools)}"
        raise Refusal(400, message, code="array_above_max_length", param="tools")


def require_names(tools: Iterable[Tool], longest: int = LONGEST) -> None:
    """Each has a good name, and its own."""
    good = re.compile(rf"[a-zA-Z0-9_-]{{1,{longest}}}")
    known: set[tuple[str, str | None, str]] = set()
    for tool in tools:
        if not good.fullmatch(tool.name):
            raise bad_name(tool, f"expected 1 to {longest} letters, digits, underscores and dashes")
        if (tool.kind, tool.namespace, tool.name) in known:
            raise bad_name(tool, "expected a name of its own")
        known.add((tool.kind, tool.namespace, tool.name))


def bad_name(tool: Tool, expected: str) -> Refusal:
    param = f"{tool.place}.name"
    return Refusal(400, f"{param}: {expected}, found {tool.name!r}", code="invalid_value", param=param)


def require_callable(tools: Iterable[Tool]) -> None:
    for tool in tools:
        if tool.kind == "function":
            require_a_schema(tool)
        else:
            require_a_grammar_spoken_here(tool)


def require_a_schema(tool: Tool) -> None:
    kind = tool.takes.get("type", "object")
    if kind != "object":
        raise unsatisfiable(tool, f'expected a schema of type "object", found {kind!r}')
    try:
        jsonschema_rs.meta.validate(dict(tool.takes))
    except jsonschema_rs.ValidationError as wrong:
        raise unsatisfiable(tool, f"expected a JSON Schema: {wrong.message}") from None
    for complaint in complaints(tool.takes) if tool.strict and tool.takes else ():
        raise unsatisfiable(tool, complaint)


def require_a_grammar_spoken_here(tool: Tool) -> None:
    if not tool.is_speakable:
        param = f"{tool.grammar}.syntax"
        message = f"{param}: expected {SYNTAX}, found {tool.takes['syntax']}"
        raise Refusal(400, message, code="unsupported_value", param=param)


def require_offered(choice: Choice, tools: Iterable[Tool], param: str) -> None:
    asked = choice.names or frozenset()
    strangers = asked - {(tool.kind, tool.name) for tool in tools}
    for kind, name in sorted(strangers):
        message = f"{param}: expected the name of a tool in the request, found the {kind} {name!r}"
        raise Refusal(400, message, param=param)
