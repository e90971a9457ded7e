"""Pictures that are made of a description: the answer as a whole, and what its pictures are."""

from oaic_suite.checks.chat.readings.numbers import SECONDS, of_this_century
from oaic_suite.checks.images import readings
from oaic_suite.checks.images.surface import GENERATION
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "images.reply.status",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@outcome",
    breaks="nothing is painted: programs that illustrate what they write fail",
)
def test_pictures_are_made(pictures):
    """A request for a picture, with a prompt, is answered with status 200."""
    assert pictures.outcome == 200


@requirement(
    "images.reply.content-type",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@content-type",
    breaks="the official SDKs decode by media type: the caller gets a string instead of pictures",
)
def test_pictures_are_declared_as_json(pictures):
    """An answer with pictures is declared as `application/json`."""
    assert pictures.media_type == "application/json"


# RFC 8259, 2 and 8.1: a JSON text is one value in UTF-8.
@requirement(
    "images.reply.json",
    MUST,
    basis="rfc",
    on=GENERATION,
    owns="@json",
    breaks="every client fails to decode the answer, be it a picture as it is",
)
def test_pictures_come_in_json(pictures):
    """An answer with pictures is one JSON value in UTF-8."""
    assert pictures.json_error == ""


@requirement(
    "images.reply.no-error",
    MUST,
    basis="sdk",
    on=GENERATION,
    owns="@errors",
    breaks="the official SDKs raise by status alone: a failure is taken for an answer without pictures",
)
def test_no_error_hides_in_a_success(pictures):
    """An answer with status 200 carries no `error`."""
    assert pictures.errors == []


@requirement(
    "images.reply.data",
    MUST,
    basis="sdk",
    on=GENERATION,
    owns=("", "/data", "/data/*"),
    breaks="every client reads `data[0]` and fails",
)
def test_pictures_are_told_in_an_array(pictures):
    """An answer is an object whose `data` is an array of objects."""
    assert pictures.problems("", "/data", "/data/*") == []


@requirement(
    "images.reply.count",
    MUST,
    basis="schema",
    on=GENERATION,
    shows="n",
    breaks="who asked for several to choose from has no choice; who reads each by its place fails",
)
def test_as_many_pictures_are_made_as_were_asked_for(pictures):
    """`data` has `n` entries, or one where the request does not say."""
    assert len(pictures.array("data")) == (pictures.request.get("n") or 1)


@requirement(
    "images.reply.created",
    SHOULD,
    basis="schema",
    on=GENERATION,
    owns="/created",
    breaks="typed clients whose field is an integer fail to decode the answer",
)
def test_an_answer_is_dated(pictures):
    """An answer has a `created` of whole seconds."""
    assert pictures.problems("/created") == []


@requirement(
    "images.reply.created-plausible",
    SHOULD,
    basis="observed",
    on=GENERATION,
    breaks="galleries that sort by date put the picture into 1970, or far ahead",
)
def test_the_date_is_in_seconds(pictures):
    """The `created` of an answer is a date of this century when read as seconds."""
    assert failing(pictures.sound("/created"), of_this_century, SECONDS) == []


@requirement(
    "images.reply.picture",
    MUST,
    basis="sdk",
    on=GENERATION,
    owns="@picture",
    breaks="clients that read `b64_json` or `url` find None, and fail in the decoder or at the download",
)
def test_a_picture_is_told_by_a_member(pictures):
    """Every entry of `data` has a `b64_json` or a `url` that is not empty."""
    assert readings.formless(pictures) == []


@requirement(
    "images.reply.one-member",
    SHOULD,
    basis="observed",
    on=GENERATION,
    breaks="clients that look for `url` first download what they have already, and later find it gone",
)
def test_a_picture_is_told_once(pictures):
    """No entry of `data` has both a `b64_json` and a `url`."""
    assert readings.told_twice(pictures) == []


@requirement(
    "images.reply.as-asked",
    MUST,
    basis="schema",
    on=GENERATION,
    when=readings.asks_for_form,
    shows="response_format",
    breaks="Open WebUI and others that ask for `b64_json` raise KeyError where `url` comes instead",
)
def test_a_picture_is_told_as_it_was_asked_for(pictures):
    """Every picture is told by the member that `response_format` names."""
    assert readings.in_another_form(pictures) == []


@requirement(
    "images.reply.base64",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@base64",
    when=readings.asks_for_no_address,
    breaks="every client decodes base64 and raises an error: a data URL is none",
)
def test_a_picture_is_base64(pictures):
    """Every `b64_json` is base64."""
    assert readings.undecodable(pictures) == []


@requirement(
    "images.reply.readable",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@image",
    when=readings.asks_for_no_address,
    breaks="every decoder refuses the file, or shows half of it",
)
def test_a_picture_can_be_opened(pictures):
    """Every `b64_json` holds a whole picture: PNG, JPEG, WebP, GIF or SVG."""
    assert readings.unreadable(pictures) == []


@requirement(
    "images.reply.format",
    SHOULD,
    basis="schema",
    on=GENERATION,
    when=readings.asks_for_format,
    shows="output_format",
    breaks="the file has another ending than it should, and some programs go by that",
)
def test_a_picture_is_in_the_format_asked_for(pictures):
    """Every `b64_json` holds a picture in the `output_format` asked for."""
    assert readings.in_another_format(pictures) == []


@requirement(
    "images.reply.size",
    SHOULD,
    basis="schema",
    on=GENERATION,
    when=readings.asks_for_size,
    shows="size",
    breaks="layouts made for the size asked for show the picture cut or stretched",
)
def test_a_picture_has_its_size(pictures):
    """Every `b64_json` holds a picture of the size that the answer tells, or else of the one asked for."""
    assert readings.of_another_size(pictures) == []


@requirement(
    "images.reply.total",
    SHOULD,
    basis="observed",
    on=GENERATION,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(pictures):
    """`total_tokens`, where usage is told, is the sum of `input_tokens` and `output_tokens`."""
    assert readings.miscounted(pictures) == []


@requirement(
    "images.reply.counted",
    SHOULD,
    basis="observed",
    on=GENERATION,
    breaks="what pictures cost is booked as nothing, and no budget is ever spent",
)
def test_a_picture_costs_something(pictures):
    """`input_tokens` and `output_tokens`, where usage is told, are more than none."""
    assert readings.free_of_charge(pictures) == []


@requirement(
    "images.reply.schema",
    MUST,
    basis="schema",
    on=GENERATION,
    breaks="typed clients fail to decode the answer",
)
def test_the_rest_of_the_answer_keeps_the_contract(pictures):
    """Whatever else an answer holds keeps the contract."""
    assert pictures.residue() == []
