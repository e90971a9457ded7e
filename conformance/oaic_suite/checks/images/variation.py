"""Pictures that are made like another: upstream takes no such wishes any more, other servers do."""

from oaic_suite.checks.images import readings
from oaic_suite.checks.images.surface import VARIATION
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


@conversation("reply")
def varied(target):
    target.capabilities.require("image-variations")
    return target.ask(VARIATION)


def about(id, breaks, owns=()):
    return requirement(id, SHOULD, basis="schema", on=VARIATION, owns=owns, breaks=breaks)


@about("images.variation.status", "nothing is painted", owns="@outcome")
def test_a_picture_is_varied(varied):
    """A form with a picture is answered with status 200."""
    assert varied.outcome == 200


@about("images.variation.picture", "clients find nothing to show", owns=("", "/data", "/data/*", "@picture"))
def test_a_variation_is_told_by_a_member(varied):
    """An answer has a `data` whose entries have a `b64_json` or a `url` that is not empty."""
    assert varied.problems("", "/data", "/data/*") + readings.formless(varied) == []


@about("images.variation.schema", "typed clients fail to decode the answer")
def test_the_rest_of_the_answer_keeps_the_contract(varied):
    """Whatever else an answer holds keeps the contract."""
    assert varied.residue() == []
