"""Models as the Node SDK gives them."""

from oaic_suite.checks.sdk_node import readings
from oaic_suite.clients.node.played import play
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def node_models(target):
    target.capabilities.require("models")
    return play(target, "models.list", {})


@conversation()
def node_model(target):
    target.capabilities.require("models-retrieve")
    return play(target, "models.retrieve", {"model": target.model})


@requirement(
    "sdk-node.models.list",
    MUST,
    basis="sdk",
    breaks="an application in Node that offers a choice of models offers none, or does not start",
)
def test_the_models_are_iterated(node_models):
    """The official Node SDK iterates over the models that the list holds."""
    assert node_models.misread(readings.listed) == []


@requirement(
    "sdk-node.models.retrieve",
    MUST,
    basis="sdk",
    breaks="an application in Node that asks whether a model is there is told nothing",
)
def test_a_model_is_fetched(node_model):
    """The official Node SDK gives the model that the answer holds."""
    assert node_model.misread(readings.fetched) == []
