"""The list of models, and one model by its id."""

from oaic_suite.conversation import conversation
from oaic_suite.requirement import requirement
from oaic_suite.verdict import MUST


@conversation("reply")
def listing(target):
    target.capabilities.require("models")
    return target.ask("listModels")


@requirement(
    "models.list.status",
    MUST,
    basis="schema",
    on="listModels",
    owns="@outcome",
    breaks="interfaces that fetch the list before anything else refuse to connect",
)
def test_the_list_is_answered(listing):
    """`GET /models` is answered with status 200."""
    assert listing.outcome == 200


@requirement(
    "models.list.object",
    MUST,
    basis="schema",
    on="listModels",
    owns="/object",
    breaks="typed clients that tell objects apart by `object` reject the list",
)
def test_the_list_says_it_is_one(listing):
    """The list of models has `object: "list"`."""
    assert listing.problems("/object") == []
