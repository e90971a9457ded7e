"""Pictures that are none: refused, and not by falling over."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@refused(
    "vision.errors.no-base64",
    SHOULD,
    basis="observed",
    breaks="a picture cut short or garbled on its way is described all the same",
)
def test_a_picture_that_is_no_base64_is_refused(broken_image):
    """A picture as a data URL that is not base64 is refused."""
    assert broken_image.accepted == []


@refused("vision.errors.no-picture", SHOULD, basis="observed", breaks="a broken picture is described all the same")
def test_a_picture_that_cannot_be_read_is_refused(broken_image):
    """A picture whose bytes are none is refused."""
    assert broken_image.accepted == []


@refused(
    "vision.errors.of-text", SHOULD, basis="observed", breaks="a file attached by mistake is described as a picture"
)
def test_a_picture_of_another_type_is_refused(broken_image):
    """A data URL that declares another type than that of a picture is refused."""
    assert broken_image.accepted == []


@refused(
    "vision.errors.no-address",
    SHOULD,
    basis="schema",
    breaks="a path that only the client can read is taken for a picture",
)
def test_a_picture_without_an_address_is_refused(broken_image):
    """An `image_url` that is neither an address nor a data URL is refused."""
    assert broken_image.accepted == []


@refused(
    "vision.errors.detail-unknown", SHOULD, basis="schema", breaks="a wish that was misspelt is ignored, and paid for"
)
def test_a_detail_nobody_knows_is_refused(broken_image):
    """A picture whose `detail` is none that exists is refused."""
    assert broken_image.accepted == []


@refused("vision.errors.bare-address", SHOULD, basis="schema", breaks="what works here fails on the service")
def test_an_address_without_its_object_is_refused(broken_image):
    """An `image_url` that is a string instead of an object is refused."""
    assert broken_image.accepted == []


@requirement(
    "vision.errors.client-fault",
    MUST,
    basis="sdk",
    on=CHAT,
    only=("no-", "of-text", "detail", "bare"),
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a broken picture is sent three times, and monitors raise the alarm",
)
def test_a_broken_picture_is_the_fault_of_the_client(broken_image):
    """A picture that is none is refused with a 4xx, never with a 5xx."""
    assert broken_image.refused_with < 500


@requirement(
    "vision.errors.unpadded",
    MUST,
    basis="sdk",
    on=CHAT,
    only="unpadded",
    breaks="pictures as some browsers and mail programs write them bring the server down, and the SDKs send them again",
)
def test_a_picture_without_padding_breaks_nothing(broken_image):
    """Base64 that is not filled up with `=` is accepted, or refused with a 4xx."""
    assert broken_image.status < 500
