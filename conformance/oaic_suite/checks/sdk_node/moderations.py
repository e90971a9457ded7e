"""Moderations by the Node SDK."""

from oaic_suite.checks.moderations.surface import MODERATION, OTHER, TEXT
from oaic_suite.checks.sdk_node.conversations import ask_node
from oaic_suite.checks.sdk_node.readings.media import verdicts
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def node_moderation(target, moderation_control):
    return ask_node(target, moderation_control, "moderations.plain", MODERATION, input=[TEXT, OTHER])


@requirement(
    "sdk-node.moderations.create",
    MUST,
    basis="sdk",
    breaks="programs in Node that ask before they show end in an exception, or read undefined for harmless",
)
def test_verdicts_are_read(node_moderation):
    """The official Node SDK reads the verdicts of a moderation as they stand in the answer."""
    assert node_moderation.misread(verdicts) == []
