"""Forms that ask for what cannot be, and are refused."""

from oaic_suite.asking.form import Attachment, as_form
from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

NOISE = Attachment("noise.wav", b"This is no sound, whatever its name says. " * 40, "audio/wav")
BROKEN = {"no-sound": {"file": NOISE}, "empty": {"file": Attachment("empty.wav", b"", "audio/wav")}}
CUT = 60  # bytes: the boundary at the end, and some of what stands before it
FORMS = {
    "cut-short": lambda content, declared: (content[:-CUT], declared),
    "boundary": lambda content, declared: (content, "multipart/form-data; boundary=another"),
}
REFUSED = {
    "no-file": {"file": None},
    "unknown-form": {"response_format": "smell"},
    "unknown-model": {"model": UNKNOWN_MODEL},
}


@conversation("refusal", REFUSED | BROKEN | FORMS)
def refused_transcription(target, heard, variant):
    """A form that differs from one that was answered in one member, or lacks it, or is none."""
    heard.require_status()
    if callable(variant):
        content, declared = variant(*as_form(target.body(TRANSCRIPTION)))
        return target.provoke(TRANSCRIPTION, content, headers={"content-type": declared})
    body = target.body(TRANSCRIPTION, **variant)
    return target.provoke(TRANSCRIPTION, {name: value for name, value in body.items() if value is not None})


def refused(id, level, breaks):
    return requirement(id, level, basis="schema", on=TRANSCRIPTION, only=id.rpartition(".")[2], breaks=breaks)


@refused("transcription.refusals.no-file", MUST, "a recording that was not attached is taken for silence")
def test_a_form_without_a_file_is_refused(refused_transcription):
    """A form without a `file` is refused."""
    assert refused_transcription.accepted == []


@refused("transcription.refusals.no-sound", SHOULD, "a file that was mixed up with another is taken for silence")
def test_a_file_that_is_no_sound_is_refused(refused_transcription):
    """A `file` that is no sound is refused."""
    assert refused_transcription.accepted == []


@refused("transcription.refusals.empty", SHOULD, "a recording that failed is taken for silence")
def test_an_empty_file_is_refused(refused_transcription):
    """A `file` that is empty is refused."""
    assert refused_transcription.accepted == []


@refused("transcription.refusals.unknown-form", SHOULD, "a form that was misspelt is taken for any other")
def test_an_unknown_form_is_refused(refused_transcription):
    """A `response_format` that does not exist is refused."""
    assert refused_transcription.accepted == []


@refused(
    "transcription.refusals.unknown-model", SHOULD, "a caller that misspells the model does not learn which one heard"
)
def test_an_unknown_model_is_refused(refused_transcription):
    """A model that does not exist is refused."""
    assert refused_transcription.accepted == []


@requirement(
    "transcription.refusals.client-fault",
    MUST,
    basis="sdk",
    on=TRANSCRIPTION,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a wrong recording is sent three times, and monitors raise the alarm",
)
def test_a_wrong_form_is_the_fault_of_the_client(refused_transcription):
    """A form that is broken, lacks its `file`, or asks for what is not there is refused with a 4xx, never a 5xx."""
    assert refused_transcription.refused_with < 500
