"""Moderations by the official Python SDK."""

from oaic_suite.checks.moderations.surface import MODERATION, OTHER, TEXT
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS, ask_sdk
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation(variants=WAYS)
def sdk_moderation(target, sdk, moderation_control, variant):
    return ask_sdk(target, sdk, moderation_control, variant, "moderation", operation=MODERATION, input=[TEXT, OTHER])


@requirement(
    "sdk.moderations.create",
    MUST,
    basis="sdk",
    breaks="programs that ask before they show end in an exception, or read None for harmless",
)
def test_verdicts_are_read(sdk_moderation):
    """The official Python SDK reads the verdicts of a moderation as they stand in the answer."""
    assert sdk_moderation.misread(readings.verdicts) == []
