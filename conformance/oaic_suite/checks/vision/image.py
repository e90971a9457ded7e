"""Pictures in chat: accepted in every documented form, and seen."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "vision.image.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="applications that show pictures to the model fail on the first one",
)
def test_a_picture_is_accepted(image_input):
    """A user's content may hold a PNG picture as a data URL beside text."""
    assert image_input.outcome == 200


@requirement(
    "vision.image.counted",
    SHOULD,
    basis="observed",
    breaks="the picture was dropped on its way, and the model makes one up; or its cost is told to nobody",
)
def test_a_picture_has_tokens(image_input, without_attachment):
    """`prompt_tokens` grows with a picture that is added to the prompt."""
    assert image_input.prompt_tokens > without_attachment.prompt_tokens


@requirement(
    "vision.image.stream",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="interfaces that stream, which nearly all do, cannot show pictures",
)
def test_a_picture_is_accepted_where_the_answer_is_streamed(image_input_stream):
    """A request for a stream may hold a picture as any other."""
    assert image_input_stream.outcome == 200


@requirement(
    "vision.image.formats",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="format-",
    breaks="pictures are refused as cameras and browsers make them",
)
def test_pictures_come_in_several_formats(image_form):
    """A picture may be a JPEG, a GIF or a WebP."""
    assert image_form.outcome == 200


@requirement(
    "vision.image.link",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that pass on the addresses of pictures fail",
)
def test_a_picture_may_be_given_by_its_address(image_by_url):
    """A picture may be given as the address of one that the server can fetch."""
    assert image_by_url.outcome == 200


@requirement(
    "vision.image.detail",
    SHOULD,
    basis="schema",
    on=CHAT,
    only="detail-",
    breaks="clients that say how closely to look, as many do to save tokens, are refused",
)
def test_a_picture_may_say_how_closely_to_look(image_form):
    """A picture may have a `detail` of low, high or auto."""
    assert image_form.outcome == 200


@requirement(
    "vision.image.several",
    SHOULD,
    basis="schema",
    on=CHAT,
    only="several",
    breaks="pictures cannot be compared, nor a document of several pages read",
)
def test_texts_and_pictures_may_alternate(image_form):
    """A user's content may hold several pictures with text between them."""
    assert image_form.outcome == 200


@requirement(
    "vision.image.alone",
    SHOULD,
    basis="schema",
    on=CHAT,
    only="alone",
    breaks="users who send a picture without a word get an error",
)
def test_a_picture_may_stand_alone(image_form):
    """A user's content may be a picture without text."""
    assert image_form.outcome == 200


@requirement(
    "vision.image.earlier",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="the second question about a picture fails",
)
def test_a_picture_may_stand_in_the_past(image_in_history):
    """A picture may stand in an earlier message."""
    assert image_in_history.outcome == 200
