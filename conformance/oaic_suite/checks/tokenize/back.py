"""Tokens as text again."""

from oaic_suite.checks.tokenize.readings import changed
from oaic_suite.checks.tokenize.surface import DETOKENIZING
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, SHOULD


@requirement(
    "tokenize.back.status",
    SHOULD,
    basis="convention",
    on=DETOKENIZING,
    owns="@outcome",
    breaks="clients that cut a text by its tokens cannot read what is left",
)
def test_tokens_are_put_together(put_together):
    """`POST /detokenize` with tokens of this server is answered with status 200."""
    assert put_together.outcome == 200


@requirement(
    "tokenize.back.json",
    SHOULD,
    basis="convention",
    on=DETOKENIZING,
    owns="@json",
    breaks="clients that cut a text by its tokens fail to decode what is left",
)
def test_a_text_is_json(put_together):
    """The text of tokens comes as one JSON value in UTF-8."""
    assert put_together.json_error == ""


@requirement(
    "tokenize.back.schema",
    SHOULD,
    basis="convention",
    on=DETOKENIZING,
    breaks="clients find no text in the answer",
)
def test_a_text_has_one_of_its_names(put_together):
    """The text of tokens stands as a string in `prompt`, `content` or `text`."""
    assert put_together.residue() == []


@requirement(
    "tokenize.back.text",
    SHOULD,
    basis="convention",
    only="text",
    breaks="what is left of a text that was cut by its tokens is another text",
)
def test_a_text_comes_back(put_together, tokenized):
    """The tokens of an English sentence, put together, are that sentence, but for a space before it."""
    assert changed(put_together, tokenized) == []


@requirement("tokenize.back.scripts", INFO, basis="convention", only="scripts")
def test_many_scripts_come_back(put_together, tokenized):
    """The tokens of a text in many scripts, put together, are that text."""
    assert changed(put_together, tokenized) == []


@requirement(
    "tokenize.back.not-tokens",
    SHOULD,
    basis="convention",
    on=DETOKENIZING,
    only="a-text",
    breaks="a mistake in the caller's types becomes a text that nobody wrote",
)
def test_a_text_is_no_token(no_tokens):
    """`tokens` that are a text are refused."""
    assert no_tokens.accepted == []


@requirement(
    "tokenize.back.unknown-token",
    SHOULD,
    basis="convention",
    on=DETOKENIZING,
    only="unknown",
    breaks="a caller's mistake looks like a crash, and is tried again",
)
def test_an_unknown_token_is_the_callers_fault(no_tokens):
    """A token beyond the vocabulary is refused with a 4xx, or stands for nothing; the server does not fail."""
    assert no_tokens.failed == []
