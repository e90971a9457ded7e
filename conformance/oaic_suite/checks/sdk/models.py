"""Models, as the official Python SDK lists and finds them."""

from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import BY_DEFAULT, STRICT_WAYS, STRICTLY, WAYS
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation(variants=WAYS | STRICT_WAYS)
def sdk_models(target, sdk, variant):
    target.capabilities.require("models")
    client, options = variant
    return sdk.ask(client, "models", **options)


@conversation(variants=WAYS)
def sdk_model(target, sdk, variant):
    target.capabilities.require("models-retrieve")
    client, options = variant
    return sdk.ask(client, "model", target.model, **options)


@requirement(
    "sdk.models.list",
    MUST,
    basis="sdk",
    only=BY_DEFAULT,
    breaks="programs that offer a choice of models show none, or end in an exception",
)
def test_models_are_listed(sdk_models):
    """The official Python SDK lists and iterates the models that stand in the answer."""
    assert sdk_models.misread(readings.models) == []


@requirement(
    "sdk.models.strict",
    SHOULD,
    basis="sdk",
    only=STRICTLY,
    breaks="clients made with strict validation raise APIResponseValidationError",
)
def test_models_pass_strict_validation(sdk_models):
    """The official Python SDK lists the models when it validates what it is sent."""
    assert sdk_models.misread(readings.models) == []


@requirement(
    "sdk.models.retrieve",
    MUST,
    basis="sdk",
    breaks="programs that look a model up before they use it end in an exception",
)
def test_a_model_is_found(sdk_model):
    """The official Python SDK finds a model by its id and gives it as it stands in the answer."""
    assert sdk_model.misread(readings.model) == []
