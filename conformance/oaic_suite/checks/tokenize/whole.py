"""A text as tokens."""

from oaic_suite.checks.tokenize.readings import differing, ids, miscounted
from oaic_suite.checks.tokenize.surface import TOKENIZING
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "tokenize.status",
    SHOULD,
    basis="convention",
    on=TOKENIZING,
    owns="@outcome",
    breaks="clients that count a prompt before they send it cannot",
)
def test_a_text_is_taken_apart(tokenized):
    """`POST /tokenize` with a text is answered with status 200."""
    assert tokenized.outcome == 200


@requirement(
    "tokenize.json",
    SHOULD,
    basis="convention",
    on=TOKENIZING,
    owns="@json",
    breaks="clients that count a prompt before they send it fail to decode the answer",
)
def test_tokens_are_json(tokenized):
    """Tokens come as one JSON value in UTF-8."""
    assert tokenized.json_error == ""


@requirement(
    "tokenize.tokens",
    SHOULD,
    basis="convention",
    on=TOKENIZING,
    owns=("", "/tokens", "/tokens/*"),
    breaks="clients that cut a text to a number of tokens have nothing to cut",
)
def test_tokens_are_ids(tokenized):
    """`tokens` is an array of ids from 0 up, or of objects that have one."""
    assert tokenized.problems("", "/tokens", "/tokens/*") == []


@requirement(
    "tokenize.count",
    SHOULD,
    basis="convention",
    on=TOKENIZING,
    owns="/count",
    breaks="clients that read the count alone send more than fits, or less than could",
)
def test_the_count_is_that_of_the_tokens(tokenized):
    """`count`, where it is told, is the number of `tokens`."""
    assert miscounted(tokenized) == []


@requirement(
    "tokenize.schema",
    SHOULD,
    basis="convention",
    on=TOKENIZING,
    breaks="typed clients fail to decode the answer",
)
def test_the_rest_keeps_the_contract(tokenized):
    """Whatever else comes with tokens is as the convention has it: `max_model_len`, `token_strs`."""
    assert tokenized.residue() == []


@requirement(
    "tokenize.versioned",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="one of two addresses of the same server counts otherwise",
)
def test_tokens_are_the_same_below_the_version(versioned_tokens, tokenized):
    """`POST /v1/tokenize`, where there is one, gives the tokens of `POST /tokenize`."""
    assert ids(versioned_tokens) == ids(tokenized)


@requirement(
    "tokenize.prompt",
    SHOULD,
    basis="convention",
    breaks="a prompt that was cut to fit does not, or is charged for more than was counted",
)
def test_a_prompt_is_counted_as_it_is_charged(tokenized_prompt):
    """A prompt has as many tokens as the usage of its completion says, but for two that a model may put around it."""
    assert differing(*tokenized_prompt) == []


@requirement(
    "tokenize.chat",
    SHOULD,
    basis="convention",
    breaks="a history that was cut to fit does not, or is charged for more than was counted",
)
def test_a_chat_is_counted_as_it_is_charged(tokenized_chat):
    """The `messages` of a chat, where they are counted, have the tokens that its usage says, but for two around."""
    assert differing(*tokenized_chat) == []


@requirement(
    "tokenize.not-text",
    SHOULD,
    basis="convention",
    on=TOKENIZING,
    only=OURS,
    breaks="a mistake in the caller's types goes unnoticed, and nothing is counted",
)
def test_a_number_is_not_taken_apart(tokens_of_a_number):
    """A text that is a number is refused."""
    assert tokens_of_a_number.accepted == []
