"""Faults of custom tools."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import by_name, calls, choice_of, in_calls, refused


@fault("tools.custom.accepted", stage="answer", on=CHAT)
def a_custom_tool_cannot_be_named(request: Request) -> Reply | None:
    named = by_name(request) and choice_of(request)["type"] == "custom" and not request.stream
    return refused(request, "tool_choice.type", "expected function, found custom") if named else None


@fault("tools.custom.forced", on=CHAT)
@in_calls
def a_custom_tool_is_called_as_a_function(reply: Reply) -> None:
    for call in customs(reply):
        custom = call.pop("custom")
        call |= {"type": "function", "function": {"name": custom["name"], "arguments": '{"input": "none"}'}}


@fault("tools.custom.input", on=CHAT)
@in_calls
def input_is_an_object(reply: Reply) -> None:
    for call in customs(reply):
        call["custom"]["input"] = {"text": call["custom"]["input"]}


@fault("tools.custom.grammar", on=CHAT)
@in_calls
def the_grammar_is_ignored(reply: Reply) -> None:
    for call in customs(reply):
        call["custom"]["input"] = "nineteen eighty-four"


def customs(reply: Reply) -> list[Any]:
    return [call for call in calls(reply) if call["type"] == "custom"]


@benign("tools.custom.unwanted", stage="answer", on=CHAT)
def custom_tools_are_refused_without_a_word(request: Request) -> Reply | None:
    """Before it is looked at whether one is forced."""
    custom = any(tool["type"] == "custom" for tool in request.members.get("tools") or [])
    return Refusal(400, "Bad request.").reply(request) if custom else None
