"""Pictures by the Node SDK, made and changed, whole and streamed."""

from oaic_suite.checks.images.surface import EDIT, GENERATION
from oaic_suite.checks.sdk_node.conversations import ask_node
from oaic_suite.checks.sdk_node.readings.media import picture_stream, pictures
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def node_pictures(target, picture):
    return ask_node(target, picture, "images.told", GENERATION)


@conversation()
def node_edited(target, edited_picture):
    return ask_node(target, edited_picture, "images.told-edit", EDIT)


@conversation()
def node_picture_stream(target, picture):
    target.capabilities.require("images-stream")
    return ask_node(target, picture, "images.stream", GENERATION, partial_images=2)


@requirement(
    "sdk-node.images.generate",
    MUST,
    basis="sdk",
    breaks="everybody who paints through the Node SDK: reading the first picture raises, or gives undefined",
)
def test_pictures_are_read(node_pictures):
    """`images.generate` of the official Node SDK gives the pictures that stand in the answer."""
    assert node_pictures.misread(pictures) == []


@requirement(
    "sdk-node.images.edit",
    MUST,
    basis="sdk",
    breaks="no picture can be changed from Node: its form is refused, or there is nothing to show",
)
def test_changed_pictures_are_read(node_edited):
    """`images.edit` of the official Node SDK sends a picture, and gives those that stand in the answer."""
    assert node_edited.misread(pictures) == []


@requirement(
    "sdk-node.images.stream",
    MUST,
    basis="sdk",
    breaks="everybody who shows a picture as it comes to be through the Node SDK: the loop over its events raises",
)
def test_a_streamed_picture_is_read(node_picture_stream):
    """A streamed picture of the official Node SDK gives what is shown meanwhile, and the picture that stays."""
    assert node_picture_stream.misread(picture_stream) == []
