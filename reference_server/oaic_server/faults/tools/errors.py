"""Misuse of tools that is taken as if it made sense, or refused without saying what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept, answered
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import CHAT

Body = dict[str, Any]


WRONG = 400


def taken(id: str, misused: Callable[[Body], bool]) -> None:
    """A fault that answers what should be refused, where it is misused in this way."""

    def taken_all_the_same(reply: Reply) -> None:
        accept(reply, misused, answered)

    taken_all_the_same.__doc__ = f"{id.rpartition('.')[2].replace('-', ' ').capitalize()}: taken all the same"
    fault(id, on=CHAT)(taken_all_the_same)


def tools(body: Body) -> list[Any]:
    found = body.get("tools")
    return [tool for tool in found if isinstance(tool, dict)] if isinstance(found, list) else []


def functions(body: Body) -> Iterator[Body]:
    return (tool["function"] for tool in tools(body) if isinstance(tool.get("function"), dict))


def messages(body: Body) -> list[Any]:
    found = body.get("messages")
    return [message for message in found if isinstance(message, dict)] if isinstance(found, list) else []


def roles(body: Body) -> list[Any]:
    return [message.get("role") for message in messages(body)]


def result_ids(body: Body) -> list[Any]:
    return [message.get("tool_call_id") for message in messages(body) if message.get("role") == "tool"]


def call_ids(body: Body) -> list[Any]:
    return [call.get("id") for message in messages(body) for call in message.get("tool_calls") or []]


def parameters(body: Body) -> list[Any]:
    return [function.get("parameters") for function in functions(body)]


def names_a_stranger(body: Body) -> bool:
    choice = body.get("tool_choice")
    name = choice.get("function", {}).get("name") if isinstance(choice, dict) else None
    return bool(tools(body)) and name not in (None, *(function.get("name") for function in functions(body)))


def spaced(body: Body) -> bool:
    return any(" " in str(function.get("name")) for function in functions(body))


def open_(body: Body) -> bool:
    wanted = [function for function in functions(body) if function.get("strict") is True]
    return any("additionalProperties" not in function.get("parameters", {}) for function in wanted)


MISUSES: dict[str, Callable[[Body], bool]] = {
    "result-without-id": lambda body: None in result_ids(body),
    "shape-of-tools": lambda body: isinstance(body.get("tools"), dict),
    "shape-of-choice": lambda body: body.get("tool_choice") == "sometimes",
    "shape-without-function": lambda body: any(tool == {"type": "function"} for tool in tools(body)),
    "shape-without-name": lambda body: any("name" not in function for function in functions(body)),
    "shape-of-no-kind": lambda body: any(tool.get("type") == "gadget" for tool in tools(body)),
    "shape-of-strict": lambda body: any(function.get("strict") == "yes" for function in functions(body)),
    "shape-of-parameters": lambda body: any(isinstance(each, str) for each in parameters(body)),
    "result-of-nothing": lambda body: "tool" in roles(body) and "assistant" not in roles(body),
    "result-of-another": lambda body: bool(call_ids(body)) and not {None, *call_ids(body)}.issuperset(result_ids(body)),
    "call-without-result": lambda body: bool(call_ids(body)) and "tool" not in roles(body),
    "choice-of-another": names_a_stranger,
    "choice-required-of-none": lambda body: body.get("tool_choice") == "required" and "tools" not in body,
    "choice-named-of-none": lambda body: isinstance(body.get("tool_choice"), dict) and "tools" not in body,
    "tool-misnamed": spaced,
    "tool-of-text": lambda body: {"type": "string"} in parameters(body),
    "tool-strict-but-open": open_,
}


for slug, misused in MISUSES.items():
    taken(f"tools.errors.{slug}", misused)


# --- how it is refused --------------------------------------------------------------------------------


@fault("tools.errors.client-fault", on=CHAT)
def a_broken_history_breaks_the_template(reply: Reply) -> None:
    """The template that writes the prompt fails, and that is an internal error."""
    if misuse(reply) == "result-of-nothing":
        reply.status = 500


@fault("tools.errors.disputed", on=CHAT)
def the_template_wants_a_call_where_there_is_an_array(reply: Reply) -> None:
    if any(message.get("tool_calls") == [] for message in messages(reply.request.members)):
        break_down(reply)


@fault("tools.errors.param", on=CHAT)
def no_member_of_a_tool_is_named(reply: Reply) -> None:
    if misuse(reply).startswith(("shape", "result-without")):
        reply.body["error"]["param"] = None


@fault("tools.errors.history-param", on=CHAT)
def no_message_is_named(reply: Reply) -> None:
    if misuse(reply).startswith(("result-of", "call-without")):
        reply.body["error"]["param"] = None


@fault("tools.errors.choice-param", on=CHAT)
def no_choice_is_named(reply: Reply) -> None:
    if misuse(reply).startswith("choice"):
        reply.body["error"]["param"] = "model"


@fault("tools.errors.tool-param", on=CHAT)
def no_tool_is_named(reply: Reply) -> None:
    if misuse(reply).startswith("tool-"):
        reply.body["error"]["param"] = None


def misuse(reply: Reply) -> str:
    """Which misuse was refused; empty where none was."""
    body = reply.request.body
    if reply.status != WRONG or not isinstance(body, dict):
        return ""
    return next((slug for slug, lie in MISUSES.items() if lie(body)), "")
