"""Calls of tools that the official Python SDK cannot read, put together, parse or answer."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import calls, followers, in_calls, in_streams_that_call, openings


@fault("sdk.tools.calls", on=CHAT, also={"tools.call.function": "it is what is missing"})
@in_calls
def calls_are_flat(reply: Reply) -> None:
    for call in calls(reply):
        call |= call.pop("function", {})


@fault("sdk.tools.stream", on=CHAT, also={"tools.stream.arguments": "they are what is not there yet"})
@in_streams_that_call
def calls_open_with_arguments_of_null(reply: Reply) -> None:
    for fragment in openings(reply):
        fragment["function"]["arguments"] = None


@fault("sdk.tools.stream-helper", on=CHAT, also={"tools.stream.id-once": "the helper adds up what is said again"})
@in_streams_that_call
def every_piece_has_the_id_and_the_type(reply: Reply) -> None:
    """Loops take the first; the helper adds ids up as it adds up arguments."""
    for fragment, first in followers(reply):
        fragment |= {"id": first["id"], "type": first["type"]}


@fault(
    "sdk.tools.stream-helper:nulls",
    on=CHAT,
    also={
        "tools.stream.type-not-null": "the helper takes it for a kind",
        "tools.pieces.left-out": "the others are null as well",
    },
)
@in_streams_that_call
def later_pieces_say_what_they_lack(reply: Reply) -> None:
    """Loops pass null over; the helper takes it for the kind of the call."""
    for fragment, _ in followers(reply):
        fragment |= {"id": None, "type": None}
        if "function" in fragment:
            fragment["function"]["name"] = None


@fault("sdk.tools.pydantic", stage="answer", on=CHAT)
def titles_are_no_part_of_parameters(request: Request) -> None:
    """Every schema that is made of a class has one."""
    for tool in request.body.get("tools") or []:
        if "title" in tool.get("function", {}).get("parameters", {}):
            raise Refusal(400, "tools: found title, expected no such keyword", param="tools")


@fault("sdk.tools.round-trip", stage="answer", on=CHAT, also={"tools.round-trip.accepted": "it goes on as it came"})
def nobody_may_say_that_a_call_is_no_refusal(request: Request) -> None:
    for message in request.body["messages"]:
        if "refusal" in message and "tool_calls" in message:
            raise Refusal(400, "messages: found refusal, expected no such member", code="unknown_parameter")
