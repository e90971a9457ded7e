"""What the tools of a request, and the calls in its history, must satisfy beyond their schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from oaic_server.exchange.refusal import Refusal
from oaic_server.state.service import Service
from oaic_server.surfaces.chat.calls import unsatisfiable
from oaic_server.surfaces.chat.strict import complaints
from oaic_server.surfaces.chat.tools import Tool, choice, offered

Body = dict[str, Any]
NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
MOST_TOOLS = 128
NAMED = 10  # of the ids that would have done
SYNTAX = "regex"  # of the grammars a custom tool may have, the one the parrot can speak


def a_choice_needs_tools(body: Body, service: Service) -> None:
    for param, members in (("tool_choice", "tools"), ("function_call", "functions")):
        if body.get(param) not in (None, "auto", "none") and not body.get(members):
            raise Refusal(400, f"{param}: expected only together with {members}", param=param)


def tools_are_few(body: Body, service: Service) -> None:
    offered = len(body.get("tools") or ())
    if offered > MOST_TOOLS:
        message = f"tools: expected at most {MOST_TOOLS}, found {offered}"
        raise Refusal(400, message, code="array_above_max_length", param="tools")


def tools_are_well_named(body: Body, service: Service) -> None:
    known: set[tuple[str, str]] = set()
    for tool in offered(body):
        if not NAME.fullmatch(tool.name):
            raise bad_name(tool, "expected 1 to 64 letters, digits, underscores and dashes")
        if (tool.kind, tool.name) in known:
            raise bad_name(tool, "expected a name of its own")
        known.add((tool.kind, tool.name))


def bad_name(tool: Tool, expected: str) -> Refusal:
    param = f"{tool.place}.name"
    return Refusal(400, f"{param}: {expected}, found {tool.name!r}", code="invalid_value", param=param)


def tools_can_be_called(body: Body, service: Service) -> None:
    for tool in offered(body):
        if tool.kind == "function":
            parameters_are_a_schema(tool)
        else:
            the_grammar_is_spoken_here(tool)


def parameters_are_a_schema(tool: Tool) -> None:
    kind = tool.takes.get("type", "object")
    if kind != "object":
        raise unsatisfiable(tool, f'expected a schema of type "object", found {kind!r}')
    try:
        jsonschema_rs.meta.validate(dict(tool.takes))
    except jsonschema_rs.ValidationError as wrong:
        raise unsatisfiable(tool, f"expected a JSON Schema: {wrong.message}") from None
    for complaint in complaints(tool.takes) if tool.strict and tool.takes else ():
        raise unsatisfiable(tool, complaint)


def the_grammar_is_spoken_here(tool: Tool) -> None:
    syntax = tool.takes.get("grammar", {}).get("syntax", SYNTAX)
    if syntax != SYNTAX:
        param = f"{tool.place}.format.grammar.syntax"
        raise Refusal(400, f"{param}: expected {SYNTAX}, found {syntax}", code="unsupported_value", param=param)


def the_choice_is_offered(body: Body, service: Service) -> None:
    asked = choice(body).names or frozenset()
    strangers = asked - {(tool.kind, tool.name) for tool in offered(body)}
    for kind, name in sorted(strangers):
        param = "tool_choice" if body.get("tool_choice") else "function_call"
        message = f"{param}: expected the name of a tool in the request, found the {kind} {name!r}"
        raise Refusal(400, message, param=param)


# --- the history -----------------------------------------------------------------------------------------


def calls_have_their_results(body: Body, service: Service) -> None:
    """Every call is answered before anything else is said, and nothing is answered that was not called."""
    waiting: dict[str, int] = {}  # ids of calls without a result, each with the place of its message
    known: set[str] = set()  # ids of the calls a result may belong to
    for place, message in enumerate(body["messages"]):
        if message["role"] == "tool":
            belongs(message, place, known)
            waiting.pop(message["tool_call_id"], None)
            continue
        refuse_unanswered(waiting)
        waiting = dict.fromkeys(called(message, place), place)
        known = set(waiting)
    refuse_unanswered(waiting)


def belongs(message: dict[str, Any], place: int, known: set[str]) -> None:
    if not known:
        param = f"messages[{place}].role"
        raise Refusal(400, f"{param}: expected a message with tool_calls before a result", param=param)
    if message["tool_call_id"] not in known:
        param = f"messages[{place}].tool_call_id"
        expected = ", ".join(sorted(known)[:NAMED])
        raise Refusal(400, f"{param}: expected one of {expected}, found {message['tool_call_id']}", param=param)


def called(message: dict[str, Any], place: int) -> Iterator[str]:
    calls = message.get("tool_calls")
    if calls == []:
        param = f"messages[{place}].tool_calls"
        raise Refusal(400, f"{param}: expected at least one call, or no member", code="empty_array", param=param)
    return (call["id"] for call in calls or ())


def refuse_unanswered(waiting: dict[str, int]) -> None:
    for call_id, place in waiting.items():
        param = f"messages[{place}].tool_calls"
        raise Refusal(400, f"{param}: expected a tool message in answer to {call_id}, found none", param=param)


RULES = (
    a_choice_needs_tools,
    tools_are_few,
    tools_are_well_named,
    tools_can_be_called,
    the_choice_is_offered,
    calls_have_their_results,
)
