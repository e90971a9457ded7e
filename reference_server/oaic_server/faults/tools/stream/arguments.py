"""Arguments of streamed calls that do not add up."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import (
    followers,
    in_streams_that_call,
    openings,
)


@fault("tools.stream.arguments", on=CHAT)
@in_streams_that_call
def streamed_arguments_are_an_object(reply: Reply) -> None:
    """The whole object with the first piece, and no other."""
    for fragment, first in followers(reply):
        if "function" in fragment:
            first["function"]["arguments"] = {"city": "Paris"}
            fragment["function"] = {}


@fault("tools.stream.arguments:null", on=CHAT)
@in_streams_that_call
def a_call_opens_with_arguments_of_null(reply: Reply) -> None:
    for fragment in openings(reply):
        if "function" in fragment:
            fragment["function"]["arguments"] = None


@fault("tools.stream.arguments-begun", on=CHAT)
@in_streams_that_call
def a_call_opens_with_its_name_alone(reply: Reply) -> None:
    for fragment in openings(reply):
        if "function" in fragment:
            del fragment["function"]["arguments"]
