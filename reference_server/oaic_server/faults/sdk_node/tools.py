"""Calls the Node SDK stumbles over."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers, messages
from oaic_server.faults.operations import CHAT
from oaic_server.faults.sdk_node.replies import unfinish
from oaic_server.faults.tools.replies import in_calls, in_streams_that_call, openings, results


@fault("sdk-node.tools.reply", on=CHAT, also={"tools.call.array": "a call stands where the array should"})
@in_calls
def a_single_call_stands_alone(reply: Reply) -> None:
    for message in messages(reply):
        message["tool_calls"] = message["tool_calls"][0]


@fault("sdk-node.tools.stream", on=CHAT, also={"tools.stream.name": "the name went with the function"})
@in_streams_that_call
def a_call_opens_without_a_function(reply: Reply) -> None:
    for opening in openings(reply):
        del opening["function"]


@fault("sdk-node.tools.helper", on=CHAT, also={"chat.stream.finished": "no choice finishes"})
@in_streams_that_call
def a_streamed_call_never_ends(reply: Reply) -> None:
    unfinish(reply)


@fault("sdk-node.tools.run", on=CHAT)
@in_answers
def what_follows_a_result_is_nobodys(reply: Reply) -> None:
    if results(reply.request):
        for message in messages(reply):
            message["role"] = "model"
