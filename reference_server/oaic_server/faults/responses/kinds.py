"""Tools that are no plain functions: left out, renamed, or not taken back."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, items, words_instead


@fault("responses.kinds.custom-called", on=RESPONSE)
@in_responses
def custom_tools_are_left_out(reply: Reply) -> None:
    if any(items(reply, "custom_tool_call")):
        words_instead(reply)


@fault("responses.kinds.custom-called:as-a-function", on=RESPONSE)
@in_responses
def custom_tools_are_called_as_functions(reply: Reply) -> None:
    for item in items(reply, "custom_tool_call"):
        item |= {"type": "function_call", "arguments": item.pop("input")}


@fault("responses.kinds.custom-input", on=RESPONSE)
@in_responses
def the_input_is_an_object(reply: Reply) -> None:
    for item in items(reply, "custom_tool_call"):
        item["input"] = {"input": item["input"]}


@fault("responses.kinds.custom-taken-back", stage="answer", on=RESPONSE)
def calls_of_custom_tools_are_unheard_of(request: Request) -> Reply | None:
    return unheard_of(request, "type") if "custom_tool_call" in sent(request, "type") else None


@fault("responses.kinds.custom-taken-back:joined", stage="answer", on=RESPONSE)
def results_of_custom_tools_must_be_text(request: Request) -> Reply | None:
    in_parts = any(isinstance(output, list) for output in sent(request, "output"))
    is_custom = "custom_tool_call_output" in sent(request, "type")
    return unheard_of(request, "output") if is_custom and in_parts else None


@fault("responses.kinds.namespaced", on=RESPONSE)
@in_responses
def the_namespace_is_left_out(reply: Reply) -> None:
    for item in items(reply, "function_call"):
        item.pop("namespace", None)


@fault("responses.kinds.namespaced:joined", on=RESPONSE)
@in_responses
def the_namespace_is_part_of_the_name(reply: Reply) -> None:
    for item in items(reply, "function_call"):
        if "namespace" in item:
            item["name"] = f"{item.pop('namespace')}__{item['name']}"


@fault("responses.kinds.namespaced:unseen", on=RESPONSE)
@in_responses
def functions_of_a_namespace_are_not_seen(reply: Reply) -> None:
    if any("namespace" in item for item in items(reply, "function_call")):
        words_instead(reply)


@fault("responses.kinds.namespace-taken-back", stage="answer", on=RESPONSE)
def a_namespace_is_unheard_of(request: Request) -> Reply | None:
    return unheard_of(request, "namespace") if any(sent(request, "namespace")) else None


def sent(request: Request, member: str) -> list[object]:
    """What the items of input have as this member."""
    given = request.body.get("input")
    return [item.get(member) for item in given] if isinstance(given, list) else []


def unheard_of(request: Request, member: str) -> Reply:
    param = f"input[1].{member}"
    return Refusal(400, f"{param}: expected no such thing", code="invalid_value", param=param).reply(request)
