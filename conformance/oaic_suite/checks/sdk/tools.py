"""Tools in the hands of the official Python SDK: calls whole, put together from a stream, parsed, and answered."""

from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS, ask_sdk
from oaic_suite.checks.tools.conversations.requests import ASK, ONE, ROOM, WEATHER, naming
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation(variants=WAYS)
def sdk_calls(target, sdk, named_call, variant):
    return ask_sdk(target, sdk, named_call, variant, "calls", **forced(target))


@conversation(variants=WAYS)
def sdk_streamed_calls(target, sdk, named_call, variant):
    return ask_sdk(target, sdk, named_call, variant, "streamed_calls", "chat-stream", **forced(target))


@conversation(variants=WAYS)
def sdk_helped_calls(target, sdk, named_call, variant):
    return ask_sdk(target, sdk, named_call, variant, "helped_calls", "chat-stream", **forced(target))


@conversation(variants=WAYS)
def sdk_typed_call(target, sdk, named_call, variant):
    """A tool that the SDK makes of a class."""
    asked = {"messages": ASK, "tool_choice": naming(WEATHER), target.limit_name: ROOM}
    return ask_sdk(target, sdk, named_call, variant, "typed_call", "tools-strict", **asked)


@conversation(variants=WAYS)
def sdk_result(target, sdk, named_call, variant):
    """The call is sent back as it came: it may have members that only the server knows."""
    return ask_sdk(target, sdk, named_call, variant, "result", lawful=False, **forced(target))


def forced(target):
    return ONE | {"tool_choice": naming(WEATHER), target.limit_name: ROOM}


@requirement(
    "sdk.tools.calls",
    MUST,
    basis="sdk",
    breaks="agents on the SDK: a call cannot be read, or not as it was made",
)
def test_calls_are_read(sdk_calls):
    """The official Python SDK reads the tool calls of a message as they stand in the answer."""
    assert sdk_calls.misread(readings.every_call) == []


@requirement(
    "sdk.tools.stream",
    MUST,
    basis="sdk",
    breaks="agents that stream: the loop that puts calls together raises, or makes other calls of them",
)
def test_streamed_calls_are_put_together(sdk_streamed_calls):
    """Put together by their indexes, the chunks the official Python SDK yields give the calls that the stream holds."""
    assert sdk_streamed_calls.misread(readings.every_call) == []


@requirement(
    "sdk.tools.stream-helper",
    MUST,
    basis="sdk",
    breaks="agents that stream by the helper: it raises, or makes other calls of the fragments",
)
def test_streamed_calls_are_folded(sdk_helped_calls):
    """The official Python SDK's `.stream()` adds the fragments up to the calls that the stream holds."""
    assert sdk_helped_calls.misread(readings.every_call) == []


@requirement(
    "sdk.tools.pydantic",
    MUST,
    basis="sdk",
    breaks="whoever describes tools as classes gets an exception in place of the arguments",
)
def test_arguments_are_parsed(sdk_typed_call):
    """For a tool of `pydantic_function_tool` the official Python SDK gives the object that the arguments hold."""
    assert sdk_typed_call.misread(readings.arguments) == []


@requirement(
    "sdk.tools.round-trip",
    MUST,
    basis="sdk",
    breaks="every agent: the call it was given is sent back as the SDK's own message object, with its result",
)
def test_a_message_that_calls_can_be_sent_back(sdk_result):
    """A message with calls that the official Python SDK gave is taken back as the object it is, beside the results."""
    assert sdk_result.misread(readings.answer) == []
