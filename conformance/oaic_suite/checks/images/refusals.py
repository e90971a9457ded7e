"""Pictures that cannot be, and are refused."""

from oaic_suite.asking.form import Attachment
from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.images.surface import EDIT, GENERATION
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

REFUSED = {
    "no-prompt": {"prompt": None},
    "not-text": {"prompt": 7},
    "none": {"n": 0},
    "unknown-size": {"size": "as a parrot"},
    "unknown-form": {"response_format": "smell"},
    "unknown-model": {"model": UNKNOWN_MODEL},
}

BROKEN = {
    "no-picture": {"image": Attachment("noise.png", b"This is no picture. " * 20, "image/png")},
    "no-image": {"image": None},
}


@conversation("refusal", REFUSED)
def refused_picture(target, picture, variant):
    """A request that differs from one that was answered in one member, or lacks it."""
    picture.require_status()
    body = target.body(GENERATION, **variant)
    return target.provoke(GENERATION, {name: value for name, value in body.items() if value is not None})


@conversation("refusal", BROKEN)
def refused_edit(target, edited_picture, variant):
    """A form whose picture is none, or is missing."""
    edited_picture.require_status()
    body = target.body(EDIT, **variant)
    return target.provoke(EDIT, {name: value for name, value in body.items() if value is not None})


def refused(id, level, breaks, on=GENERATION):
    return requirement(id, level, basis="schema", on=on, only=id.rpartition(".")[2], breaks=breaks)


@refused("images.refusals.no-prompt", MUST, "a misspelt member goes unnoticed, and a picture of nothing is paid for")
def test_a_request_without_a_prompt_is_refused(refused_picture):
    """A request without `prompt` is refused."""
    assert refused_picture.accepted == []


@refused("images.refusals.not-text", SHOULD, "a mistake in the caller's types is painted, and paid for")
def test_a_prompt_that_is_no_text_is_refused(refused_picture):
    """A `prompt` that is a number is refused."""
    assert refused_picture.accepted == []


@refused(
    "images.refusals.none", SHOULD, "a caller that counts wrongly is answered with nothing, or with what it pays for"
)
def test_no_pictures_at_all_are_refused(refused_picture):
    """An `n` of zero is refused."""
    assert refused_picture.accepted == []


@refused("images.refusals.unknown-size", SHOULD, "a size that was misspelt is taken for any other")
def test_a_size_that_is_none_is_refused(refused_picture):
    """A `size` that names no width and height is refused."""
    assert refused_picture.accepted == []


@refused("images.refusals.unknown-form", SHOULD, "a caller that asks for a form the server lacks reads another")
def test_an_unknown_form_is_refused(refused_picture):
    """A `response_format` that does not exist is refused."""
    assert refused_picture.accepted == []


@refused("images.refusals.unknown-model", SHOULD, "a caller that misspells the model does not learn which one painted")
def test_an_unknown_model_is_refused(refused_picture):
    """A model that does not exist is refused."""
    assert refused_picture.accepted == []


@refused("images.refusals.no-image", MUST, "a picture that was not attached is made up, and paid for", on=EDIT)
def test_a_form_without_a_picture_is_refused(refused_edit):
    """A form to edit a picture, without one, is refused."""
    assert refused_edit.accepted == []


@refused("images.refusals.no-picture", SHOULD, "a file that was mixed up with another is edited as a picture", on=EDIT)
def test_a_file_that_is_no_picture_is_refused(refused_edit):
    """An `image` that is no picture is refused."""
    assert refused_edit.accepted == []


@requirement(
    "images.refusals.client-fault",
    MUST,
    basis="sdk",
    on=EDIT,
    only="no-picture",
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a broken picture is sent three times, and monitors raise the alarm",
)
def test_a_broken_picture_is_the_fault_of_the_client(refused_edit):
    """An `image` that is no picture is refused with a 4xx, never with a 5xx."""
    assert refused_edit.refused_with < 500
