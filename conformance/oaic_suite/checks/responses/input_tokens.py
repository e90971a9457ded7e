"""The tokens that a request would have as its input, counted."""

from oaic_suite.checks.responses.surface import COUNT
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

FEW, MANY = "Say hello.", "Say hello to each of them, one after another, and to nobody else: " + "Ada, Grace, " * 20


@conversation("reply", {"few": FEW, "many": MANY})
def counted(target, variant):
    """How many tokens an input has."""
    target.capabilities.require("responses-input-tokens")
    return target.ask(COUNT, input=variant)


@requirement(
    "responses.input-tokens.status",
    MUST,
    basis="schema",
    on=COUNT,
    owns="@outcome",
    breaks="agents that keep within a context cannot tell what fits",
)
def test_tokens_are_counted(counted):
    """The tokens of an input are counted with status 200."""
    assert counted.outcome == 200


@requirement(
    "responses.input-tokens.schema",
    MUST,
    basis="schema",
    on=COUNT,
    breaks="typed clients fail to decode the count",
)
def test_a_count_keeps_the_contract(counted):
    """A count has `object: "response.input_tokens"`, and `input_tokens`, an integer."""
    assert counted.residue() == []


@requirement(
    "responses.input-tokens.counted",
    SHOULD,
    basis="observed",
    on=COUNT,
    only="many",
    breaks="agents that keep within a context overrun it",
)
def test_a_long_input_counts_for_more(counted):
    """An input of more than 40 words has no fewer tokens than that."""
    assert counted.sound("/input_tokens")[0].value >= 40
