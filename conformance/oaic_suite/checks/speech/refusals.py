"""Speech that cannot be, and is refused."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.speech.surface import SPEECH
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

REFUSED = {
    "no-input": {"input": None},
    "no-voice": {"voice": None},
    "not-text": {"input": 7},
    "unknown-voice": {"voice": "no-such-voice-6f1d2c"},
    "unknown-format": {"response_format": "smell"},
    "too-fast": {"speed": 9},
    "unknown-model": {"model": UNKNOWN_MODEL},
}


@conversation("refusal", REFUSED)
def refused_speech(target, word, variant):
    """A request that differs from one that was answered in one member, or lacks it."""
    word.require_status()
    body = target.body(SPEECH, **variant)
    return target.provoke(SPEECH, {name: value for name, value in body.items() if value is not None})


def refused(id, level, breaks):
    return requirement(id, level, basis="schema", on=SPEECH, only=id.rpartition(".")[2], breaks=breaks)


@refused("speech.refusals.no-input", MUST, "a misspelt member goes unnoticed, and silence is paid for")
def test_a_request_without_a_text_is_refused(refused_speech):
    """A request without `input` is refused."""
    assert refused_speech.accepted == []


@refused("speech.refusals.no-voice", SHOULD, "a caller that forgets the voice is spoken for by any")
def test_a_request_without_a_voice_is_refused(refused_speech):
    """A request without `voice` is refused."""
    assert refused_speech.accepted == []


@refused("speech.refusals.not-text", SHOULD, "a mistake in the caller's types is read aloud")
def test_a_text_that_is_none_is_refused(refused_speech):
    """An `input` that is a number is refused."""
    assert refused_speech.accepted == []


@refused("speech.refusals.unknown-voice", SHOULD, "a voice that was misspelt is taken for any other")
def test_an_unknown_voice_is_refused(refused_speech):
    """A `voice` that does not exist is refused."""
    assert refused_speech.accepted == []


@refused("speech.refusals.unknown-format", SHOULD, "the sound comes in a format that nobody asked for")
def test_an_unknown_format_is_refused(refused_speech):
    """A `response_format` that does not exist is refused."""
    assert refused_speech.accepted == []


@refused("speech.refusals.too-fast", SHOULD, "a mistake in the caller's settings is heard, and not told")
def test_a_speed_out_of_range_is_refused(refused_speech):
    """A `speed` of nine is refused: four is the highest."""
    assert refused_speech.accepted == []


@refused("speech.refusals.unknown-model", SHOULD, "a caller that misspells the model does not learn which one speaks")
def test_an_unknown_model_is_refused(refused_speech):
    """A model that does not exist is refused."""
    assert refused_speech.accepted == []
