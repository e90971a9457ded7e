"""Sounds in a prompt: accepted in both formats, and heard."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "audio.input.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="applications that let their users speak fail on the first word",
)
def test_a_sound_is_accepted(audio_input):
    """A user's content may hold a WAV sound in base64 beside text."""
    assert audio_input.outcome == 200


@requirement(
    "audio.input.counted",
    SHOULD,
    basis="observed",
    breaks="the recording was dropped on its way, and the model makes one up; or its cost is told to nobody",
)
def test_a_sound_has_tokens(audio_input, without_attachment):
    """`prompt_tokens` grows with a sound that is added to the prompt."""
    assert audio_input.prompt_tokens > without_attachment.prompt_tokens


@requirement(
    "audio.input.mp3",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="recordings in the more common of the two formats are refused",
)
def test_a_sound_may_be_an_mp3(audio_input_mp3):
    """A sound may be in the format mp3."""
    assert audio_input_mp3.outcome == 200


@requirement(
    "audio.input.stream",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="interfaces that stream, which nearly all do, cannot let their users speak",
)
def test_a_sound_is_accepted_where_the_answer_is_streamed(audio_input_stream):
    """A request for a stream may hold a sound as any other."""
    assert audio_input_stream.outcome == 200


# --- sounds that are none -----------------------------------------------------------------------------


@refused(
    "audio.input.errors.no-base64",
    SHOULD,
    basis="observed",
    breaks="a recording cut short or garbled on its way is answered all the same",
)
def test_a_sound_that_is_no_base64_is_refused(broken_audio):
    """A sound whose `data` is not base64 is refused."""
    assert broken_audio.accepted == []


@refused("audio.input.errors.no-sound", SHOULD, basis="observed", breaks="a broken recording is answered all the same")
def test_a_sound_that_cannot_be_read_is_refused(broken_audio):
    """A sound whose bytes are none is refused."""
    assert broken_audio.accepted == []


@refused("audio.input.errors.format-unknown", SHOULD, basis="schema", breaks="a recording is read as what it is not")
def test_a_format_nobody_knows_is_refused(broken_audio):
    """A sound whose `format` is neither wav nor mp3 is refused."""
    assert broken_audio.accepted == []


@requirement(
    "audio.input.errors.client-fault",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a broken recording is sent three times, and monitors raise the alarm",
)
def test_a_broken_sound_is_the_fault_of_the_client(broken_audio):
    """A sound that is none is refused with a 4xx, never with a 5xx."""
    assert broken_audio.refused_with < 500
