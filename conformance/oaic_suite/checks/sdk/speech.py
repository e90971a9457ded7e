"""Speech by the official Python SDK: written to a file while it comes."""

from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS, ask_sdk
from oaic_suite.checks.speech.surface import SPEECH
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation(variants=WAYS)
def sdk_speech(target, sdk, word, variant):
    return ask_sdk(target, sdk, word, variant, "speech_to_file", operation=SPEECH)


@requirement(
    "sdk.speech.to-file",
    MUST,
    basis="sdk",
    breaks="everybody who speaks through the SDK: no file is written, or another than was sent",
)
def test_speech_is_written_to_a_file(sdk_speech):
    """`audio.speech.with_streaming_response` of the official Python SDK writes the sound to a file, byte for byte."""
    assert sdk_speech.misread(readings.sound) == []
