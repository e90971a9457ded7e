"""Chats, whole, streamed and parsed, as the Node SDK gives them."""

from oaic_suite.checks.sdk_node import readings
from oaic_suite.checks.sdk_node.conversations import chat
from oaic_suite.checks.tools.conversations.requests import ROOM
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

IN_JSON = [{"role": "user", "content": "Say hello in JSON."}]


@conversation()
def node_reply(target):
    return chat(target, "chat.plain")


@conversation()
def node_stream(target):
    return chat(target, "chat.stream", "chat-stream-usage")


@conversation()
def node_helper(target):
    return chat(target, "chat.helper", "chat-stream-usage")


@conversation()
def node_parsed(target):
    return chat(target, "chat.parse", "json-schema", messages=IN_JSON, **{target.limit_name: ROOM})


@conversation()
def node_parsed_stream(target):
    return chat(
        target,
        "chat.parse-helper",
        "json-schema",
        "chat-stream-usage",
        messages=IN_JSON,
        **{target.limit_name: ROOM},
    )


@requirement(
    "sdk-node.chat.reply",
    MUST,
    basis="sdk",
    breaks="an application in Node gets an exception, or another text than was sent",
)
def test_a_reply_is_read(node_reply):
    """The official Node SDK gives the text, the finish reason and the usage that a chat completion holds."""
    assert node_reply.misread(readings.answered) == []


@requirement(
    "sdk-node.chat.stream",
    MUST,
    basis="sdk",
    breaks="a chat in Node shows half an answer, or an exception in the middle of one",
)
def test_a_stream_is_read(node_stream):
    """An application that adds up the chunks the official Node SDK yields has the text that was streamed."""
    assert node_stream.misread(readings.gathered) == []


@requirement(
    "sdk-node.chat.helper",
    MUST,
    basis="sdk",
    breaks="`.stream()` of the Node SDK raises, or its final completion is another than was streamed",
)
def test_the_stream_helper_adds_up(node_helper):
    """The final completion of the Node SDK's `.stream()` helper is what was streamed."""
    assert node_helper.misread(readings.helped) == []


@requirement(
    "sdk-node.chat.parse",
    MUST,
    basis="sdk",
    breaks="`.parse()` of the Node SDK raises, and structured output cannot be used",
)
def test_parse_gives_the_object(node_parsed):
    """The Node SDK's `.parse()` with a zod schema gives the object that the answer holds as text."""
    assert node_parsed.misread(readings.parsed) == []


@requirement(
    "sdk-node.chat.parse-stream",
    MUST,
    basis="sdk",
    breaks="structured output cannot be streamed to an application in Node",
)
def test_a_streamed_object_is_parsed(node_parsed_stream):
    """The Node SDK's `.stream()` helper with a zod schema gives the object that was streamed as text."""
    assert node_parsed_stream.misread(readings.helped_object) == []
