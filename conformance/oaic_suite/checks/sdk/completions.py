"""Legacy completions by the official Python SDK."""

from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS, ask_sdk
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation("reply", control=True)
def plainly_completed(target):
    target.capabilities.require("completions")
    return target.ask(COMPLETION)


@conversation(variants=WAYS)
def sdk_completion(target, sdk, plainly_completed, variant):
    return ask_sdk(target, sdk, plainly_completed, variant, "completion", operation=COMPLETION)


@conversation(variants=WAYS)
def sdk_completion_stream(target, sdk, plainly_completed, variant):
    streams = "completions-stream"
    return ask_sdk(target, sdk, plainly_completed, variant, "completion_stream", streams, operation=COMPLETION)


@requirement(
    "sdk.completions.reply",
    MUST,
    basis="sdk",
    breaks="programs that complete texts through the SDK: reading the text raises, or gives another",
)
def test_a_completion_is_read(sdk_completion):
    """The official Python SDK reads a completion as it stands in the answer."""
    assert sdk_completion.misread(readings.completion) == []


@requirement(
    "sdk.completions.stream",
    MUST,
    basis="sdk",
    breaks="programs that stream completions through the SDK: texts are lost, or the loop over them raises",
)
def test_a_streamed_completion_is_iterated(sdk_completion_stream):
    """The official Python SDK yields every chunk of a streamed completion as it stands in its event."""
    assert sdk_completion_stream.misread(readings.completion_stream) == []
