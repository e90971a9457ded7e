"""Speech written down in English."""

from oaic_suite.checks.transcription.surface import TRANSLATION
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation("reply")
def translated(target):
    target.capabilities.require("translation")
    return target.ask(TRANSLATION)


def about(id, breaks, owns=()):
    return requirement(id, MUST, basis="schema", on=TRANSLATION, owns=owns, breaks=breaks)


@about("transcription.translation.status", "nothing that is said is translated", owns="@outcome")
def test_a_sound_is_translated(translated):
    """A form with a sound and a model is answered with status 200."""
    assert translated.outcome == 200


@about(
    "transcription.translation.json",
    "every client fails to decode the answer",
    owns="@json",
)
def test_a_translation_is_json(translated):
    """A translation is one JSON value in UTF-8."""
    assert translated.json_error == ""


@about("transcription.translation.text", "every client reads `text` and fails", owns=("", "/text"))
def test_a_translation_has_a_text(translated):
    """A translation is an object whose `text` is a string; where nothing is said, it may be empty."""
    assert translated.problems("", "/text") == []


@about("transcription.translation.schema", "typed clients fail to decode the answer")
def test_the_rest_of_the_answer_keeps_the_contract(translated):
    """Whatever else a translation holds keeps the contract."""
    assert translated.residue() == []
