"""Chat by the official Python SDK: plain, streamed, by its helpers, and with its own objects sent back."""

from oaic_suite.asking.target import ROOM
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import BY_DEFAULT, STRICT_WAYS, STRICTLY, WAYS, ask_sdk
from oaic_suite.checks.structured.formats import PERSON
from oaic_suite.checks.structured.surface import BY_SCHEMA
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation(variants=WAYS | STRICT_WAYS)
def sdk_chat(target, sdk, bare, variant):
    return ask_sdk(target, sdk, bare, variant, "chat")


@conversation(variants=WAYS)
def sdk_raw_chat(target, sdk, bare, variant):
    return ask_sdk(target, sdk, bare, variant, "raw_chat")


@conversation(variants=WAYS)
def sdk_streaming_response(target, sdk, bare, variant):
    return ask_sdk(target, sdk, bare, variant, "streaming_response")


@conversation(variants=WAYS)
def sdk_round_trip(target, sdk, bare, variant):
    """The message is sent back as it came: it may have members that only the server knows."""
    return ask_sdk(target, sdk, bare, variant, "round_trip", lawful=False)


@conversation(variants=WAYS | STRICT_WAYS)
def sdk_stream(target, sdk, bare, variant):
    return ask_sdk(target, sdk, bare, variant, "stream", "chat-stream")


@conversation(variants=WAYS)
def sdk_helper(target, sdk, bare, variant):
    return ask_sdk(target, sdk, bare, variant, "helper", "chat-stream")


@conversation("reply", control=True)
def person(target, bare):
    """A person described by a schema, without the SDK."""
    bare.require_status()
    target.capabilities.require("json-schema")
    return target.ask(CHAT, response_format=BY_SCHEMA, **describing(target))


@conversation(variants=WAYS)
def sdk_parse(target, sdk, person, variant):
    return ask_sdk(target, sdk, person, variant, "parse", **describing(target))


@conversation(variants=WAYS)
def sdk_parse_stream(target, sdk, person, variant):
    return ask_sdk(target, sdk, person, variant, "parse_stream", "chat-stream", **describing(target))


def describing(target):
    return {"messages": PERSON, target.limit_name: ROOM}


# --- plain --------------------------------------------------------------------------------------------


@requirement(
    "sdk.chat.reply",
    MUST,
    basis="sdk",
    only=BY_DEFAULT,
    breaks="everybody who chats through the SDK: the first thing read of the answer raises, or is not what was sent",
)
def test_a_chat_is_read(sdk_chat):
    """The official Python SDK reads a chat completion as it stands in the answer."""
    assert sdk_chat.misread(readings.answer) == []


@requirement(
    "sdk.chat.strict",
    SHOULD,
    basis="sdk",
    only=STRICTLY,
    breaks="clients made with strict validation raise APIResponseValidationError",
)
def test_a_chat_passes_strict_validation(sdk_chat):
    """The official Python SDK reads a chat completion when it validates what it is sent."""
    assert sdk_chat.misread(readings.answer) == []


@requirement(
    "sdk.chat.raw-response",
    MUST,
    basis="sdk",
    breaks="whoever reads the headers beside the answer cannot have the answer too",
)
def test_a_raw_response_is_parsed(sdk_raw_chat):
    """The official Python SDK reads a chat completion by `with_raw_response`."""
    assert sdk_raw_chat.misread(readings.answer) == []


@requirement(
    "sdk.chat.streaming-response",
    MUST,
    basis="sdk",
    breaks="whoever takes the answer as it comes off the wire cannot parse it afterwards",
)
def test_a_streaming_response_is_parsed(sdk_streaming_response):
    """The official Python SDK reads a chat completion by `with_streaming_response`."""
    assert sdk_streaming_response.misread(readings.answer) == []


@requirement(
    "sdk.chat.round-trip",
    MUST,
    basis="sdk",
    breaks="every chat of more than one turn: the history is the SDK's own message objects",
)
def test_a_message_can_be_sent_back(sdk_round_trip):
    """A message that the official Python SDK gave is taken back as the object it is."""
    assert sdk_round_trip.misread(readings.answer) == []


# --- streamed -----------------------------------------------------------------------------------------


@requirement(
    "sdk.chat.stream",
    MUST,
    basis="sdk",
    only=BY_DEFAULT,
    breaks="everybody who streams through the SDK: chunks are lost, or the loop over them raises",
)
def test_a_stream_is_iterated(sdk_stream):
    """The official Python SDK yields every chunk of a stream as it stands in its event."""
    assert sdk_stream.misread(readings.stream) == []


@requirement(
    "sdk.chat.strict-stream",
    SHOULD,
    basis="sdk",
    only=STRICTLY,
    breaks="clients made with strict validation raise in the middle of an answer",
)
def test_a_stream_passes_strict_validation(sdk_stream):
    """The official Python SDK yields every chunk of a stream when it validates what it is sent."""
    assert sdk_stream.misread(readings.stream) == []


@requirement(
    "sdk.chat.stream-helper",
    MUST,
    basis="sdk",
    breaks="whoever streams by the helper: it asserts what a loop over the chunks forgives",
)
def test_a_stream_is_folded(sdk_helper):
    """The official Python SDK's `.stream()` adds the chunks up to the answer that they hold."""
    assert sdk_helper.misread(readings.folded) == []


# --- structured output --------------------------------------------------------------------------------


@requirement(
    "sdk.chat.parse",
    MUST,
    basis="sdk",
    breaks="whoever asks for an object of their own class gets an exception",
)
def test_an_answer_is_parsed(sdk_parse):
    """The official Python SDK's `.parse()` gives the object that the answer holds as JSON."""
    assert sdk_parse.misread(readings.parsed) == []


@requirement(
    "sdk.chat.parse-stream",
    MUST,
    basis="sdk",
    breaks="whoever streams an object of their own class gets an exception at its end",
)
def test_a_streamed_answer_is_parsed(sdk_parse_stream):
    """The official Python SDK's `.stream()` gives the object that the chunks add up to."""
    assert sdk_parse_stream.misread(readings.parsed) == []
