"""Pictures that are made of others: sent along in a form, one or several, with a mask or without."""

from oaic_suite.checks.chat.conversations import granted
from oaic_suite.checks.images import readings
from oaic_suite.checks.images.conversations import visibly
from oaic_suite.checks.images.surface import EDIT, IN_BASE64, SQUARE
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

SHAPES = {"one": {}, "several": {"image": [SQUARE, SQUARE]}, "mask": {"mask": SQUARE}}


@conversation("reply", SHAPES)
def edited(target, variant):
    target.capabilities.require("image-edits")
    return granted(target.ask(EDIT, **visibly(target, variant)), ("mask", *IN_BASE64))


def shows_one(body):
    return not isinstance(body.get("image"), list) or len(body["image"]) == 1


def shows_several(body):
    return not shows_one(body)


def about(id, level, breaks, *, owns=(), basis="schema"):
    return requirement(id, level, basis=basis, on=EDIT, owns=owns, breaks=breaks)


@requirement(
    "images.edit.status",
    MUST,
    basis="schema",
    on=EDIT,
    owns="@outcome",
    when=shows_one,
    breaks="no picture can be changed",
)
def test_a_picture_is_edited(edited):
    """A form with a picture, a prompt, and a mask or none, is answered with status 200."""
    assert edited.outcome == 200


@requirement(
    "images.edit.several",
    SHOULD,
    basis="sdk",
    on=EDIT,
    when=shows_several,
    owns="@outcome",
    breaks="the official SDKs send several as `image[]`: a server that knows `image` alone refuses them, or takes none",
)
def test_several_pictures_are_taken(edited):
    """A form with several parts `image[]` is answered as one with a single `image`."""
    assert edited.outcome == 200


@about("images.edit.content-type", MUST, "the official SDKs hand on a string instead of pictures", owns="@content-type")
def test_edited_pictures_are_declared_as_json(edited):
    """An answer with edited pictures is declared as `application/json`."""
    assert edited.media_type == "application/json"


@about("images.edit.json", MUST, "every client fails to decode the answer", owns="@json")
def test_edited_pictures_come_in_json(edited):
    """An answer with edited pictures is one JSON value in UTF-8."""
    assert edited.json_error == ""


@about("images.edit.data", MUST, "every client reads `data[0]` and fails", owns=("", "/data", "/data/*"), basis="sdk")
def test_edited_pictures_are_told_in_an_array(edited):
    """An answer is an object whose `data` is an array of objects."""
    assert edited.problems("", "/data", "/data/*") == []


@about("images.edit.picture", MUST, "clients find nothing to show", owns="@picture", basis="sdk")
def test_an_edited_picture_is_told_by_a_member(edited):
    """Every entry of `data` has a `b64_json` or a `url` that is not empty."""
    assert readings.formless(edited) == []


@about("images.edit.base64", MUST, "every client decodes base64 and raises an error", owns="@base64")
def test_an_edited_picture_is_base64(edited):
    """Every `b64_json` is base64."""
    assert readings.undecodable(edited) == []


@about("images.edit.readable", MUST, "every decoder refuses the file", owns="@image")
def test_an_edited_picture_can_be_opened(edited):
    """Every `b64_json` holds a whole picture: PNG, JPEG, WebP, GIF or SVG."""
    assert readings.unreadable(edited) == []


@about("images.edit.total", SHOULD, "cost reports that add the parts disagree with the total", basis="observed")
def test_the_total_is_the_sum(edited):
    """`total_tokens`, where usage is told, is the sum of `input_tokens` and `output_tokens`."""
    assert readings.miscounted(edited) == []


@about("images.edit.schema", MUST, "typed clients fail to decode the answer")
def test_the_rest_of_the_answer_keeps_the_contract(edited):
    """Whatever else an answer holds keeps the contract."""
    assert edited.residue() == []
