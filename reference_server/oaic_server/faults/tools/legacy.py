"""Custom tools, and functions of old, that break what their callers rely on."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import choices, in_answers
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import refused


@fault("tools.legacy.accepted", stage="answer", on=CHAT)
def a_function_of_old_cannot_be_named(request: Request) -> Reply | None:
    named = isinstance(request.members.get("function_call"), dict)
    return refused(request, "function_call", "expected none or auto, found an object") if named else None


@fault("tools.legacy.history", stage="answer", on=CHAT)
def functions_do_not_speak(request: Request) -> Reply | None:
    roles = [message["role"] for message in request.members["messages"]]
    return refused(request, "messages[2].role", "expected a role of ours") if "function" in roles else None


@fault("tools.legacy.forced", on=CHAT)
@in_answers
def functions_of_old_are_ignored(reply: Reply) -> None:
    """A server takes `functions` and answers in words, as one that knows only `tools` does."""
    for choice in of_old(reply):
        del choice["message"]["function_call"]
        choice |= {"finish_reason": "stop", "message": choice["message"] | {"content": "I would call a function."}}


@fault("tools.legacy.function-call", on=CHAT)
@in_answers
def arguments_of_old_are_an_object(reply: Reply) -> None:
    for choice in of_old(reply):
        choice["message"]["function_call"]["arguments"] = {"city": "Paris"}


@fault("tools.legacy.finish-reason", on=CHAT)
@in_answers
def a_call_of_old_ends_in_tool_calls(reply: Reply) -> None:
    for choice in of_old(reply):
        choice["finish_reason"] = "tool_calls"


@fault("tools.legacy.stream-pieces", on=CHAT)
def every_delta_says_what_it_does_not_call(reply: Reply) -> None:
    if "functions" in reply.request.members:
        for frame in reply.chunks:
            for choice in frame.data["choices"]:
                choice["delta"].setdefault("function_call", None)


def of_old(reply: Reply) -> list[Any]:
    return [choice for choice in choices(reply) if "function_call" in choice["message"]]


@benign("tools.legacy.null-call", on=CHAT)
@in_answers
def no_function_is_called_and_that_is_said(reply: Reply) -> None:
    for choice in choices(reply):
        choice["message"].setdefault("function_call", None)
