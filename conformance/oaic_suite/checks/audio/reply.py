"""Answers aloud: a sound, its transcript, and how to refer to it."""

from oaic_suite.checks.audio.readings import AUDIO, aloud, is_base64, without_sound, wrong_format
from oaic_suite.checks.chat.readings.numbers import of_this_century
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.evidence.located import failing, repeated
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


def not_empty(text):
    return text != ""


def about_spoken_reply(id, level, *, basis="schema", owns=(), breaks=None, shows=()):
    """A requirement about every answer, not streamed, to a request for speech."""
    return requirement(id, level, basis=basis, on=CHAT, when=aloud, owns=owns, breaks=breaks, shows=shows)


@requirement(
    "audio.reply.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="applications that speak to their users fail on the first answer",
)
def test_an_answer_may_be_asked_for_aloud(spoken_reply):
    """A request for text and audio, with a voice and a format, is accepted."""
    assert spoken_reply.outcome == 200


@about_spoken_reply(
    "audio.reply.audio",
    SHOULD,
    owns=AUDIO,
    breaks="programs that play `message.audio` raise AttributeError: the wish was taken and forgotten",
    shows=("modalities", "audio"),
)
def test_an_answer_aloud_has_a_sound(spoken_reply):
    """A message that was asked for aloud has an `audio` that is an object."""
    assert without_sound(spoken_reply) == []


@about_spoken_reply(
    "audio.reply.id", MUST, owns=f"{AUDIO}/id", breaks="the conversation cannot go on: there is nothing to refer to"
)
def test_a_sound_has_an_id(spoken_reply):
    """A sound has an `id` that is a string."""
    assert spoken_reply.problems(f"{AUDIO}/id") == []


@about_spoken_reply(
    "audio.reply.id-not-empty",
    SHOULD,
    basis="observed",
    breaks="the conversation cannot go on: there is nothing to refer to",
)
def test_the_id_of_a_sound_is_not_empty(spoken_reply):
    """The `id` of a sound is not empty."""
    assert failing(spoken_reply.sound(f"{AUDIO}/id"), not_empty, "a string that is not empty") == []


@requirement(
    "audio.reply.unique-id",
    MUST,
    basis="schema",
    breaks="a conversation that refers to one sound goes on from another",
)
def test_sounds_have_ids_of_their_own(spoken_replies):
    """The sounds of two answers have different ids."""
    ids = [reply.sound(f"{AUDIO}/id")[0] for reply in spoken_replies]
    assert repeated([id for id in ids if id.value], "an id of its own") == []


@about_spoken_reply("audio.reply.data", MUST, owns=f"{AUDIO}/data", breaks="there is nothing to play")
def test_a_sound_has_data(spoken_reply):
    """A sound has `data` that is a string."""
    assert spoken_reply.problems(f"{AUDIO}/data") == []


@about_spoken_reply(
    "audio.reply.base64", MUST, owns="@base64", breaks="every client decodes base64 and raises an error"
)
def test_the_data_of_a_sound_is_base64(spoken_reply):
    """The `data` of a sound is base64."""
    assert failing(spoken_reply.sound(f"{AUDIO}/data"), is_base64, "base64") == []


@about_spoken_reply("audio.reply.not-empty", SHOULD, basis="observed", breaks="users hear nothing")
def test_a_sound_is_not_empty(spoken_reply):
    """The `data` of a sound is not empty."""
    assert failing(spoken_reply.sound(f"{AUDIO}/data"), not_empty, "a sound") == []


@about_spoken_reply("audio.reply.format", MUST, breaks="players that were told the format play noise, or nothing")
def test_a_sound_is_in_the_format_asked_for(spoken_reply):
    """A sound is in the `format` that the request asked for."""
    assert wrong_format(spoken_reply) == []


@about_spoken_reply(
    "audio.reply.transcript",
    MUST,
    owns=f"{AUDIO}/transcript",
    breaks="programs that show or store what was said have nothing to show",
)
def test_a_sound_has_a_transcript(spoken_reply):
    """A sound has a `transcript` that is a string."""
    assert spoken_reply.problems(f"{AUDIO}/transcript") == []


@about_spoken_reply(
    "audio.reply.transcript-not-empty", SHOULD, basis="observed", breaks="subtitles and logs stay blank"
)
def test_a_transcript_is_not_empty(spoken_reply):
    """The `transcript` of a sound is not empty."""
    assert failing(spoken_reply.sound(f"{AUDIO}/transcript"), not_empty, "what was said") == []


@about_spoken_reply(
    "audio.reply.expires-at",
    MUST,
    owns=f"{AUDIO}/expires_at",
    breaks="typed clients whose field is an integer fail to decode the answer",
)
def test_a_sound_has_an_end(spoken_reply):
    """A sound has an `expires_at` of whole Unix seconds."""
    assert spoken_reply.problems(f"{AUDIO}/expires_at") == []


@about_spoken_reply(
    "audio.reply.expires-plausible",
    SHOULD,
    basis="observed",
    breaks="clients that heed the date never refer to the sound, and send the text instead",
)
def test_a_sound_is_kept_for_a_while(spoken_reply):
    """The `expires_at` of a sound is a date of this century when read as seconds."""
    assert failing(spoken_reply.sound(f"{AUDIO}/expires_at"), of_this_century, "Unix seconds, 2020 to 2100") == []


@about_spoken_reply("audio.reply.content-null", INFO, basis="observed")
def test_what_is_said_aloud_is_not_written_as_well(spoken_reply):
    """The `content` of a message with sound is null: the text is its transcript."""
    assert failing(spoken_reply.sound("/choices/*/message/content"), lambda found: found is None, "null") == []


@requirement(
    "audio.reply.referred-to",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="no conversation aloud gets beyond its first answer",
)
def test_a_sound_may_be_referred_to(audio_by_id):
    """An assistant message that refers to the sound of an answer by its id is accepted."""
    assert audio_by_id.outcome == 200


# --- what cannot be said aloud ------------------------------------------------------------------------


@refused("audio.reply.errors.without-voice", SHOULD, basis="observed", breaks="the format is anybody's guess")
def test_an_answer_aloud_without_a_voice_is_refused(invalid_audio_request):
    """A request for audio without `audio`, which says voice and format, is refused."""
    assert invalid_audio_request.accepted == []


@refused("audio.reply.errors.format-unknown", SHOULD, breaks="the sound comes in a format that nobody asked for")
def test_a_format_of_speech_nobody_knows_is_refused(invalid_audio_request):
    """A request for audio in a format that does not exist is refused."""
    assert invalid_audio_request.accepted == []


@refused("audio.reply.errors.modality-unknown", SHOULD, breaks="a wish that was misspelt is ignored")
def test_a_modality_nobody_knows_is_refused(invalid_audio_request):
    """A request for a modality that does not exist is refused."""
    assert invalid_audio_request.accepted == []
