"""The list of models, and entries of it."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.models.surface import LISTING, MODEL
from oaic_suite.judging.conversation import conversation


@conversation("reply")
def listing(target):
    target.capabilities.require("models")
    return target.ask(LISTING)


@conversation("reply")
def model(target):
    target.capabilities.require("models-retrieve")
    return target.ask(MODEL)


@conversation("refusal")
def unknown_model(target, model):
    model.require_status()  # where a known id is refused too, the refusal of another says nothing
    return target.ask(MODEL, model=UNKNOWN_MODEL)
