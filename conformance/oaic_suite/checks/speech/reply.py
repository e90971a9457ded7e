"""A text as a sound: that it comes, as what it was asked for."""

from oaic_suite.checks.speech import readings
from oaic_suite.checks.speech.surface import SPEECH
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "speech.reply.status",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@outcome",
    breaks="nothing is spoken: programs that read to their users stay silent",
)
def test_a_text_is_spoken(spoken):
    """A request to speak a text, with a voice, is answered with status 200."""
    assert spoken.outcome == 200


@requirement(
    "speech.reply.sound",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@sound",
    shows="response_format",
    breaks="the official SDKs write the bytes to a file as they are: no player opens JSON, or another format",
)
def test_the_answer_is_a_sound_in_the_format_asked_for(spoken):
    """The body is a sound in the `response_format` asked for; where none is, an MP3."""
    assert readings.in_another_format(spoken) == []


@requirement(
    "speech.reply.content-type",
    SHOULD,
    basis="observed",
    on=SPEECH,
    owns="@content-type",
    breaks="browsers and players that go by the media type do not play the sound",
)
def test_a_sound_is_declared_as_what_it_is(spoken):
    """A sound is declared as what it is, such as `audio/mpeg` or `audio/wav`, or else as `application/octet-stream`."""
    assert readings.misdeclared(spoken) == []


@requirement("speech.reply.not-empty", SHOULD, basis="observed", on=SPEECH, breaks="users hear nothing")
def test_a_sound_is_not_empty(spoken):
    """The body is not empty."""
    assert spoken.content != b""


@requirement(
    "speech.reply.one-head",
    SHOULD,
    basis="observed",
    on=SPEECH,
    when=readings.wants_wav,
    breaks="players end after the first piece, or play the head of the next one as noise",
)
def test_a_wav_has_one_head(spoken):
    """A WAV is one file: no other begins inside of it."""
    assert readings.more_heads(spoken) == []


@requirement(
    "speech.reply.length",
    SHOULD,
    basis="observed",
    on=SPEECH,
    when=readings.wants_wav,
    breaks="players end before the sound does, and tools that join sounds lose the rest or reject the file",
    fix="Write the length of the sound into the head of a WAV once it is known; where it is streamed write 0xFFFFFFFF.",
)
def test_a_wav_is_as_long_as_it_says(spoken):
    """A WAV whose head tells how long the sound is has that many bytes of it."""
    assert readings.falsely_long(spoken) == []
