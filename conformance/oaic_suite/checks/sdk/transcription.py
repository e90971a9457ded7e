"""Transcripts by the official Python SDK, whole and streamed."""

from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS, ask_sdk
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation(variants=WAYS)
def sdk_transcript(target, sdk, heard, variant):
    return ask_sdk(target, sdk, heard, variant, "transcript", operation=TRANSCRIPTION)


@conversation(variants=WAYS)
def sdk_transcript_stream(target, sdk, transcript_events, variant):
    transcript_events.require_events()
    return ask_sdk(target, sdk, transcript_events, variant, "transcript_stream", operation=TRANSCRIPTION)


@requirement(
    "sdk.transcription.create",
    MUST,
    basis="sdk",
    breaks="everybody who has speech written down through the SDK: reading the text raises, or gives another",
)
def test_a_transcript_is_read(sdk_transcript):
    """`audio.transcriptions.create` of the official Python SDK gives the text that stands in the answer."""
    assert sdk_transcript.misread(readings.transcript) == []


@requirement(
    "sdk.transcription.stream",
    MUST,
    basis="sdk",
    breaks="everybody who shows speech as it is heard through the SDK: the loop over its events raises",
)
def test_a_streamed_transcript_is_read(sdk_transcript_stream):
    """`audio.transcriptions.create(stream=True)` of the official Python SDK gives each event, and the text."""
    assert sdk_transcript_stream.misread(readings.transcript_stream) == []
