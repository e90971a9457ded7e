"""Speech by the Node SDK: read to its end as bytes."""

from oaic_suite.checks.sdk_node.conversations import ask_node
from oaic_suite.checks.sdk_node.readings.media import sound
from oaic_suite.checks.speech.surface import SPEECH
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def node_speech(target, word):
    return ask_node(target, word, "speech.plain", SPEECH)


@requirement(
    "sdk-node.speech.bytes",
    MUST,
    basis="sdk",
    breaks="everybody who speaks through the Node SDK: there are no bytes, or others than were sent",
)
def test_speech_is_read(node_speech):
    """`audio.speech.create` of the official Node SDK gives the sound, byte for byte."""
    assert node_speech.misread(sound) == []
