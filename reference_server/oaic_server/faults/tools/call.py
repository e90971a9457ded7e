"""Calls in whole answers that break what agents rely on."""

from __future__ import annotations

import json

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import few, messages
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import calls, functions, in_calls, json_or_nothing


@fault("tools.call.array", on=CHAT)
@in_calls
def calls_are_members_of_an_object(reply: Reply) -> None:
    for message in messages(reply):
        message["tool_calls"] = {call["id"]: call for call in message["tool_calls"]}


@fault("tools.call.array:text", on=CHAT)
@in_calls
def calls_are_json_in_a_text(reply: Reply) -> None:
    for message in messages(reply):
        message["tool_calls"] = [json.dumps(call) for call in message["tool_calls"]]


@fault("tools.call.id", on=CHAT)
@in_calls
def calls_have_no_id(reply: Reply) -> None:
    for call in calls(reply):
        del call["id"]


@fault("tools.call.id:number", on=CHAT)
@in_calls
def ids_of_calls_are_numbers(reply: Reply) -> None:
    for number, call in enumerate(calls(reply)):
        call["id"] = number


@fault("tools.call.id-not-empty", on=CHAT)
@in_calls
def ids_of_calls_are_empty(reply: Reply) -> None:
    for call in calls(reply):
        call["id"] = ""


@fault("tools.call.unique-ids", on=CHAT)
@in_calls
def calls_of_a_message_share_an_id(reply: Reply) -> None:
    for call in calls(reply):
        call["id"] = calls(reply)[0]["id"]


@fault("tools.call.fresh-ids", on=CHAT)
@in_calls
def ids_of_calls_begin_anew(reply: Reply) -> None:
    for number, call in enumerate(calls(reply)):
        call["id"] = f"call_{number}"


@fault("tools.call.fresh-ids:few", on=CHAT)
@in_calls
def there_are_few_ids_of_calls(reply: Reply) -> None:
    for call in calls(reply):
        call["id"] = few("call")


@fault("tools.call.type", on=CHAT)
@in_calls
def calls_have_no_type(reply: Reply) -> None:
    for call in calls(reply):
        del call["type"]


@fault("tools.call.type:tool", on=CHAT)
@in_calls
def calls_are_of_type_tool(reply: Reply) -> None:
    for call in calls(reply):
        call["type"] = "tool"


@fault("tools.call.function", on=CHAT)
@in_calls
def calls_are_flat(reply: Reply) -> None:
    """Name and arguments stand beside the type, as in the Responses API."""
    for call in calls(reply):
        call |= call.pop("function", {})


@fault("tools.call.name", on=CHAT)
@in_calls
def calls_have_no_name(reply: Reply) -> None:
    for function in functions(reply):
        del function["name"]


@fault("tools.call.offered", on=CHAT)
@in_calls
def names_gain_a_prefix(reply: Reply) -> None:
    for function in functions(reply):
        function["name"] = f"functions.{function['name']}"


@fault("tools.call.arguments", on=CHAT)
@in_calls
def arguments_are_an_object(reply: Reply) -> None:
    for function in functions(reply):
        function["arguments"] = json_or_nothing(function["arguments"])


@fault("tools.call.arguments:null", on=CHAT)
@in_calls
def arguments_are_null(reply: Reply) -> None:
    for function in functions(reply):
        function["arguments"] = None
