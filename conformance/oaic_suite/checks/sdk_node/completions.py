"""Legacy completions as the Node SDK gives them."""

from oaic_suite.checks.sdk_node import readings
from oaic_suite.checks.sdk_node.conversations import complete
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def node_completion(target):
    return complete(target, "completions.plain", "completions")


@conversation()
def node_completion_stream(target):
    return complete(target, "completions.stream", "completions-stream-usage")


@requirement(
    "sdk-node.completions.reply",
    MUST,
    basis="sdk",
    breaks="an application in Node gets an exception, or another text than was sent",
)
def test_a_completion_is_read(node_completion):
    """The official Node SDK gives the text, the finish reason and the usage that a legacy completion holds."""
    assert node_completion.misread(readings.completed) == []


@requirement(
    "sdk-node.completions.stream",
    MUST,
    basis="sdk",
    breaks="an editor that completes in Node shows half a line, or an exception in the middle of one",
)
def test_a_streamed_completion_is_read(node_completion_stream):
    """An application that adds up the legacy chunks the official Node SDK yields has the text that was streamed."""
    assert node_completion_stream.misread(readings.completed_by_pieces) == []
