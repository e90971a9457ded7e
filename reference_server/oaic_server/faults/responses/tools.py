"""Calls that do not come, come unasked, or cannot be answered."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import CUT, MESSAGE, in_responses, items, words_instead
from oaic_server.faults.responses.stream.replies import DONE_ITEM, ENDS, in_streams, of_type


def choice(reply: Reply) -> Any:
    return reply.request.body.get("tool_choice")


def names_a_function(reply: Reply) -> bool:
    return isinstance(choice(reply), dict) and choice(reply)["type"] == "function"


def must_call_a_function(request: Request) -> bool:
    return request.body.get("tool_choice") == "required" and offers_functions(request)


def offers_functions(request: Request) -> bool:
    return any(tool["type"] == "function" for tool in request.body.get("tools") or [])


def call(name: str) -> dict[str, Any]:
    return {
        "id": "fc_more",
        "type": "function_call",
        "call_id": "call_more",
        "name": name,
        "arguments": "{}",
        "status": "completed",
    }


@fault("responses.tools.required", on=RESPONSE)
@in_responses
def what_must_be_called_is_not(reply: Reply) -> None:
    if must_call_a_function(reply.request):
        words_instead(reply)


@fault("responses.tools.told", on=RESPONSE)
@in_responses
def no_tools_are_told(reply: Reply) -> None:
    if any(items(reply, "function_call")):
        reply.body["tools"] = []


@fault("responses.tools.told:choice", on=RESPONSE)
@in_responses
def the_choice_is_always_told_as_free(reply: Reply) -> None:
    if any(items(reply, "function_call")):
        reply.body["tool_choice"] = "auto"


@fault("responses.tools.required-streamed", stage="request", on=RESPONSE)
def streams_need_not_call(request: Request) -> Request:
    if not request.stream or not must_call_a_function(request):
        return request
    return replace(request, body=request.body | {"tool_choice": "none"})


@fault("responses.tools.named", on=RESPONSE)
@in_responses
def another_function_is_called(reply: Reply) -> None:
    for item in items(reply, "function_call") if names_a_function(reply) else ():
        item["name"] = next(tool["name"] for tool in reply.request.body["tools"] if tool["name"] != item["name"])


@fault("responses.tools.named:words", on=RESPONSE)
@in_responses
def words_come_in_place_of_the_function_named(reply: Reply) -> None:
    if names_a_function(reply):
        words_instead(reply)


@fault("responses.tools.none", on=RESPONSE)
@in_responses
def what_may_not_be_called_is(reply: Reply) -> None:
    if choice(reply) == "none":
        reply.body["output"].append(call(reply.request.body["tools"][0]["name"]))


@fault("responses.tools.one-at-a-time", on=RESPONSE)
@in_responses
def calls_come_at_once_all_the_same(reply: Reply) -> None:
    if reply.request.body.get("parallel_tool_calls") is False:
        reply.body["output"].append(call(reply.request.body["tools"][0]["name"]))


@fault("responses.tools.call-id", on=RESPONSE)
@in_responses
def calls_have_empty_ids(reply: Reply) -> None:
    for item in list(items(reply, "function_call"))[:1]:
        item["call_id"] = ""


@fault("responses.tools.own-call-id", on=RESPONSE)
@in_responses
def all_calls_have_one_id(reply: Reply) -> None:
    for item in items(reply, "function_call"):
        item["call_id"] = "call_0"


@fault("responses.tools.arguments", on=RESPONSE)
@in_responses
def arguments_are_an_object(reply: Reply) -> None:
    if choice(reply) == "required" and len(reply.request.body["tools"]) > 1:
        for item in items(reply, "function_call"):
            item["arguments"] = json.loads(item["arguments"])


@fault("responses.tools.arguments-json", on=RESPONSE)
@in_responses
def arguments_are_in_a_fence(reply: Reply) -> None:
    for item in items(reply, "function_call"):
        item["arguments"] = f"```json\n{item['arguments']}\n```"


@fault("responses.tools.offered", on=RESPONSE)
@in_responses
def functions_get_a_prefix(reply: Reply) -> None:
    for item in items(reply, "function_call") if must_call_a_function(reply.request) else ():
        item["name"] = f"functions.{item['name']}"


@fault(
    "responses.tools.answered",
    stage="answer",
    on=RESPONSE,
    also={"responses.tools.answered-streamed": "calls have ids in streams too"},
)
def ids_of_calls_are_not_taken_back(request: Request) -> Reply | None:
    return without_ids(request)


@fault("responses.tools.answered-by-id", stage="answer", on=RESPONSE)
def results_are_looked_up_in_the_request_alone(request: Request) -> Reply | None:
    given = request.body.get("input")
    if not request.body.get("previous_response_id") or not isinstance(given, list):
        return None
    calls = {item.get("call_id") for item in given if item.get("type") == "function_call"}
    answered = [item.get("call_id") for item in given if item.get("type") == "function_call_output"]
    if calls.issuperset(answered):
        return None
    return Refusal(400, "input: expected a call before its result", param="input").reply(request)


@fault(
    "responses.tools.answered-streamed:ids",
    stage="answer",
    on=RESPONSE,
    also={"responses.tools.answered": "calls have ids in whole answers too"},
)
def ids_of_streamed_calls_are_not_taken_back(request: Request) -> Reply | None:
    return without_ids(request)


def without_ids(request: Request) -> Reply | None:
    given = request.body.get("input")
    if not isinstance(given, list) or not any(str(item.get("id")).startswith("fc_") for item in given):
        return None
    return Refusal(400, "input: expected no id in a call", code="unknown_parameter", param="input").reply(request)


@fault("responses.tools.answered-streamed", on=RESPONSE)
@in_streams
def streamed_calls_have_a_member_that_is_not_taken_back(reply: Reply) -> None:
    ended = [frame.data["response"]["output"] for frame in of_type(reply, *ENDS)]
    done = [frame.data["item"] for frame in of_type(reply, DONE_ITEM)]
    for item in chain(done, *ended):
        if item["type"] == "function_call":
            item["provider_data"] = None


@fault("responses.tools.other-kinds", stage="answer", on=RESPONSE)
def tools_must_be_functions(request: Request) -> Reply | None:
    kinds = {tool["type"] for tool in request.body.get("tools") or []}
    if kinds <= {"function"} or not offers_functions(request):
        return None
    return Refusal(400, "tools[1].type: expected function", code="invalid_value", param="tools[1].type").reply(request)


@benign("responses.tools.cut", on=RESPONSE)
@in_responses
def the_limit_comes_before_the_call(reply: Reply) -> None:
    if len(reply.request.body.get("tools") or ()) > 1 and choice(reply) != "none":
        reply.body["output"] = [MESSAGE | {"status": CUT}]
        reply.body |= {"status": CUT, "incomplete_details": {"reason": "max_output_tokens"}}
