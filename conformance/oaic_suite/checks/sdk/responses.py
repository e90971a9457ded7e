"""Responses by the official Python SDK."""

from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS, ask_sdk
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation(variants=WAYS)
def sdk_response(target, sdk, bare_response, variant):
    return ask_sdk(target, sdk, bare_response, variant, "response", operation=CREATE)


@conversation(variants=WAYS)
def sdk_response_stream(target, sdk, bare_response, variant):
    return ask_sdk(target, sdk, bare_response, variant, "response_helper", "responses-stream", operation=CREATE)


@requirement(
    "sdk.responses.reply",
    MUST,
    basis="sdk",
    breaks="programs that ask for responses through the SDK: reading `output_text` raises, or gives another text",
)
def test_a_response_is_read(sdk_response):
    """The official Python SDK reads a response as it stands in the answer, and its text by `output_text`."""
    assert sdk_response.misread(readings.response) == []


@requirement(
    "sdk.responses.stream",
    MUST,
    basis="sdk",
    breaks="programs that stream responses through the SDK: texts are lost, or the helper raises",
)
def test_a_streamed_response_is_put_together(sdk_response_stream):
    """The official Python SDK's `.stream()` gives the pieces of text and the final response as they stand."""
    assert sdk_response_stream.misread(readings.response_stream) == []
