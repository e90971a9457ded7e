"""Calls of tools as the Node SDK gives them."""

from oaic_suite.checks.sdk_node import readings
from oaic_suite.checks.sdk_node.conversations import chat
from oaic_suite.checks.tools.conversations.requests import ASK, ROOM, WEATHER, naming
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


def call(target, scenario, *capabilities, **members):
    more = {target.limit_name: ROOM, "messages": ASK, "tools": [WEATHER]} | members
    return chat(target, scenario, "tools", *capabilities, **more)


@conversation()
def node_call(target):
    return call(target, "chat.plain", tool_choice=naming(WEATHER))


@conversation()
def node_streamed_call(target):
    return call(target, "chat.stream", "chat-stream-usage", tool_choice=naming(WEATHER))


@conversation()
def node_helped_call(target):
    return call(target, "chat.helper", "chat-stream-usage", tool_choice=naming(WEATHER))


@conversation()
def node_run(target):
    return call(target, "chat.run")


@requirement(
    "sdk-node.tools.reply",
    MUST,
    basis="sdk",
    breaks="an agent in Node calls nothing, or something else than the model asked for",
)
def test_a_call_is_read(node_call):
    """The official Node SDK gives the id, the name and the arguments of the calls in a message."""
    assert node_call.misread(readings.called) == []


@requirement(
    "sdk-node.tools.stream",
    MUST,
    basis="sdk",
    breaks="an agent in Node that streams puts calls together that the model never made",
)
def test_a_streamed_call_is_read(node_streamed_call):
    """An application that adds up the fragments the official Node SDK yields has the calls that were streamed."""
    assert node_streamed_call.misread(readings.called_by_pieces) == []


@requirement(
    "sdk-node.tools.helper",
    MUST,
    basis="sdk",
    breaks="`.stream()` of the Node SDK raises as soon as a tool is called",
)
def test_the_stream_helper_adds_up_calls(node_helped_call):
    """The final completion of the Node SDK's `.stream()` helper has the calls that were streamed."""
    assert node_helped_call.misread(readings.helped_calls) == []


@requirement(
    "sdk-node.tools.run",
    MUST,
    basis="sdk",
    breaks="`runTools` of the Node SDK ends without calling, or never ends",
)
def test_tools_are_run(node_run):
    """The Node SDK's `runTools` calls what the answers ask for and ends with the text of the last."""
    assert node_run.misread(readings.ran(node_run)) == []
