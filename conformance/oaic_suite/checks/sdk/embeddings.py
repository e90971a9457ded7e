"""Embeddings by the official Python SDK, which asks for base64 unless it is told otherwise."""

from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import BY_DEFAULT, STRICT_WAYS, STRICTLY, WAYS, ask_sdk
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("reply", control=True)
def plainly_embedded(target):
    target.capabilities.require("embeddings")
    return target.ask(EMBEDDINGS, encoding_format="float")


@conversation(variants=WAYS)
def sdk_embedding(target, sdk, plainly_embedded, variant):
    return ask_sdk(target, sdk, plainly_embedded, variant, "embedding", operation=EMBEDDINGS)


@conversation(variants=WAYS | STRICT_WAYS)
def sdk_float_embedding(target, sdk, plainly_embedded, variant):
    floats = {"encoding_format": "float"}
    return ask_sdk(target, sdk, plainly_embedded, variant, "embedding", operation=EMBEDDINGS, **floats)


@requirement(
    "sdk.embeddings.default",
    MUST,
    basis="sdk",
    breaks="everybody who embeds through the SDK and names no format: it asks for base64 and decodes what comes",
)
def test_embeddings_are_decoded(sdk_embedding):
    """Without a format the official Python SDK gives the vectors that stand in the answer."""
    assert sdk_embedding.misread(readings.embedding) == []


@requirement(
    "sdk.embeddings.float",
    MUST,
    basis="sdk",
    only=BY_DEFAULT,
    breaks="whoever asks for numbers through the SDK: reading the vectors raises, or gives others",
)
def test_embeddings_in_numbers_are_read(sdk_float_embedding):
    """Asked for numbers, the official Python SDK gives the vectors that stand in the answer."""
    assert sdk_float_embedding.misread(readings.embedding) == []


@requirement(
    "sdk.embeddings.strict",
    SHOULD,
    basis="sdk",
    only=STRICTLY,
    breaks="clients made with strict validation raise APIResponseValidationError",
)
def test_embeddings_pass_strict_validation(sdk_float_embedding):
    """Asked for numbers, the official Python SDK gives the vectors when it validates what it is sent."""
    assert sdk_float_embedding.misread(readings.embedding) == []
