"""Responses by the official Python SDK: made, streamed, by its helpers, and with its own objects sent back."""

from oaic_suite.checks.responses.conversations import CALLING
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.checks.sdk.conversations import BY_DEFAULT, STRICT_WAYS, STRICTLY, WAYS, ask_sdk
from oaic_suite.checks.sdk.responses import readings
from oaic_suite.checks.structured.formats import FLAT, PERSON
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST

DESCRIBED = {"input": PERSON, "max_output_tokens": 400}
BY_SCHEMA = {"text": {"format": {"type": "json_schema", "name": "person", "schema": FLAT, "strict": True}}}


def ask(target, sdk, control, way, scenario, *capabilities, **more):
    return ask_sdk(target, sdk, control, way, scenario, *capabilities, operation=CREATE, **more)


@conversation(variants=WAYS | STRICT_WAYS)
def sdk_response(target, sdk, bare_response, variant):
    return ask(target, sdk, bare_response, variant, "response")


@conversation(variants=WAYS | STRICT_WAYS)
def sdk_response_stream(target, sdk, bare_events, variant):
    return ask(target, sdk, bare_events, variant, "response_stream", "responses-stream")


@conversation(variants=WAYS)
def sdk_response_helper(target, sdk, bare_events, variant):
    return ask(target, sdk, bare_events, variant, "response_helper", "responses-stream")


@conversation("reply", control=True)
def person_response(target, bare_response):
    """A person described by a schema, without the SDK."""
    bare_response.require_status()
    target.capabilities.require("responses-structured")
    return target.ask(CREATE, **DESCRIBED, **BY_SCHEMA)


@conversation(variants=WAYS)
def sdk_response_parse(target, sdk, person_response, variant):
    return ask(target, sdk, person_response, variant, "response_parse", **DESCRIBED)


@conversation(variants=WAYS)
def sdk_response_parse_stream(target, sdk, person_response, variant):
    return ask(target, sdk, person_response, variant, "response_parse_stream", "responses-stream", **DESCRIBED)


@conversation(variants=WAYS)
def sdk_response_round_trip(target, sdk, bare_response, variant):
    """What came is sent back as it came: it may have members that only the server knows."""
    tools = "responses-tools"
    return ask(target, sdk, bare_response, variant, "response_round_trip", tools, lawful=False, **CALLING)


# --- whole --------------------------------------------------------------------------------------------


@requirement(
    "sdk.responses.reply",
    MUST,
    basis="sdk",
    only=BY_DEFAULT,
    breaks="programs that ask for responses through the SDK: reading `output_text` raises, or gives another text",
)
def test_a_response_is_read(sdk_response):
    """The official Python SDK reads a response as it stands in the answer, and its text by `output_text`."""
    assert sdk_response.misread(readings.response) == []


@requirement(
    "sdk.responses.strict",
    INFO,
    basis="sdk",
    only=STRICTLY,
    breaks="clients made with strict validation raise APIResponseValidationError",
)
def test_a_response_passes_strict_validation(sdk_response):
    """The official Python SDK reads a response when it validates what it is sent."""
    assert sdk_response.misread(readings.response) == []


@requirement(
    "sdk.responses.parse",
    MUST,
    basis="sdk",
    breaks="whoever asks for an object of their own class gets an exception, or another object",
)
def test_a_response_is_parsed(sdk_response_parse):
    """The official Python SDK's `.parse()` gives the object that the text of a response holds as JSON."""
    assert sdk_response_parse.misread(readings.parsed) == []


@requirement(
    "sdk.responses.round-trip",
    MUST,
    basis="sdk",
    breaks="every agent: what it was given is sent back as the SDK's own objects, with the results of its calls",
)
def test_a_response_can_be_sent_back(sdk_response_round_trip):
    """The items that the official Python SDK gave are taken back as the objects they are, beside results of calls."""
    assert sdk_response_round_trip.misread(readings.response) == []


# --- streamed -----------------------------------------------------------------------------------------


@requirement(
    "sdk.responses.stream",
    MUST,
    basis="sdk",
    only=BY_DEFAULT,
    breaks="programs that stream responses through the SDK: events are lost, or the loop over them raises",
)
def test_a_stream_is_iterated(sdk_response_stream):
    """The official Python SDK yields every event of a stream as it stands in its frame."""
    assert sdk_response_stream.misread(readings.events) == []


@requirement(
    "sdk.responses.strict-stream",
    INFO,
    basis="sdk",
    only=STRICTLY,
    breaks="clients made with strict validation raise in the middle of a response",
)
def test_a_stream_passes_strict_validation(sdk_response_stream):
    """The official Python SDK yields every event of a stream when it validates what it is sent."""
    assert sdk_response_stream.misread(readings.events) == []


@requirement(
    "sdk.responses.stream-helper",
    MUST,
    basis="sdk",
    breaks="programs that stream by the helper: it wants events in an order that a loop forgives",
)
def test_a_streamed_response_is_put_together(sdk_response_helper):
    """The official Python SDK's `.stream()` gives the pieces of text and the final response as they stand."""
    assert sdk_response_helper.misread(readings.helped) == []


@requirement(
    "sdk.responses.parse-stream",
    MUST,
    basis="sdk",
    breaks="whoever streams an object of their own class gets an exception at its end, or another object",
)
def test_a_streamed_response_is_parsed(sdk_response_parse_stream):
    """The official Python SDK's `.stream()` gives the object that the final response holds as JSON."""
    assert sdk_response_parse_stream.misread(readings.parsed_stream) == []
