"""Transcripts by the Node SDK, whole and streamed."""

from oaic_suite.checks.sdk_node.conversations import ask_node
from oaic_suite.checks.sdk_node.readings.media import transcript, transcript_stream
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def node_transcript(target, heard):
    return ask_node(target, heard, "transcription.plain", TRANSCRIPTION)


@conversation()
def node_transcript_stream(target, transcript_events):
    transcript_events.require_events()
    return ask_node(target, transcript_events, "transcription.stream", TRANSCRIPTION)


@requirement(
    "sdk-node.transcription.create",
    MUST,
    basis="sdk",
    breaks="everybody who has speech written down through the Node SDK: there is no text, or another",
)
def test_a_transcript_is_read(node_transcript):
    """`audio.transcriptions.create` of the official Node SDK gives the text that stands in the answer."""
    assert node_transcript.misread(transcript) == []


@requirement(
    "sdk-node.transcription.stream",
    MUST,
    basis="sdk",
    breaks="everybody who shows speech as it is heard through the Node SDK: the loop over its events raises",
)
def test_a_streamed_transcript_is_read(node_transcript_stream):
    """A streamed transcript of the official Node SDK gives each event, and the text."""
    assert node_transcript_stream.misread(transcript_stream) == []
