"""Vectors as the Node SDK gives them."""

from oaic_suite.checks.sdk_node import readings
from oaic_suite.checks.sdk_node.conversations import embed
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def node_embedding(target):
    return embed(target)


@conversation()
def node_floats(target):
    return embed(target, encoding_format="float")


@requirement(
    "sdk-node.embeddings.base64",
    MUST,
    basis="sdk",
    breaks="the Node SDK, which asks for base64 unless told otherwise, gives vectors of garbage",
)
def test_a_vector_is_decoded(node_embedding):
    """The official Node SDK, left to ask for base64, gives the vector that the answer holds."""
    assert node_embedding.misread(readings.embedded) == []


@requirement(
    "sdk-node.embeddings.float",
    MUST,
    basis="sdk",
    breaks="an application in Node that asks for numbers computes with something else",
)
def test_a_vector_is_read(node_floats):
    """The official Node SDK, asked for numbers, gives the vector that the answer holds."""
    assert node_floats.misread(readings.embedded) == []
