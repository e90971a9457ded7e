"""Pictures by the official Python SDK."""

from oaic_suite.checks.images.surface import GENERATION
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS, ask_sdk
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation(variants=WAYS)
def sdk_pictures(target, sdk, picture, variant):
    return ask_sdk(target, sdk, picture, variant, "pictures", operation=GENERATION)


@requirement(
    "sdk.images.generate",
    MUST,
    basis="sdk",
    breaks="everybody who paints through the SDK: reading the first picture raises, or gives None",
)
def test_pictures_are_read(sdk_pictures):
    """`images.generate` of the official Python SDK gives the pictures that stand in the answer."""
    assert sdk_pictures.misread(readings.pictures) == []
