"""An answer held to a schema."""

from oaic_suite.checks.chat.readings.logprobs import misspelt
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.structured.readings import (
    disordered,
    enforced,
    fenced,
    misfits,
    no_json_but_fenced,
    strangers,
    strict,
    values,
    wants_object,
)
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


@requirement(
    "structured.reply.unfenced",
    MUST,
    basis="sdk",
    on=CHAT,
    when=enforced,
    owns="@fence",
    breaks="the `.parse()` of the official SDKs, and every JSON decoder, fails on the backquotes",
)
def test_the_text_stands_in_no_code_block(structured):
    """The text of an answer in JSON does not stand in a code block."""
    assert fenced(structured) == []


@requirement(
    "structured.reply.json",
    MUST,
    basis="sdk",
    on=CHAT,
    when=enforced,
    owns="@written",
    breaks="the `.parse()` of the official SDKs raises a validation error: the format was ignored",
    shows="response_format",
)
def test_the_text_is_json(structured):
    """The text of a whole answer is one JSON value when `response_format` asks for JSON."""
    assert no_json_but_fenced(structured) == []


@requirement(
    "structured.reply.object",
    MUST,
    basis="schema",
    on=CHAT,
    when=wants_object,
    breaks="agents that read a member of the answer fail on an array or a string",
)
def test_the_json_is_an_object(structured):
    """The text of an answer is a JSON object when `response_format` is `json_object`."""
    assert failing(values(structured), lambda found: isinstance(found, dict), "an object") == []


@requirement(
    "structured.reply.satisfies",
    MUST,
    basis="sdk",
    on=CHAT,
    when=strict,
    breaks="the `.parse()` of the official SDKs raises a validation error",
)
def test_the_json_satisfies_the_schema(structured):
    """The JSON of an answer has the types, values and required members of a strict schema."""
    assert misfits(structured) == []


@requirement(
    "structured.reply.closed",
    MUST,
    basis="schema",
    on=CHAT,
    when=strict,
    breaks="typed clients that forbid unknown members reject the answer; others store what nobody asked for",
)
def test_the_json_has_no_further_members(structured):
    """The JSON of an answer has no member that a strict schema forbids by `additionalProperties: false`."""
    assert strangers(structured) == []


@requirement("structured.reply.order", INFO, basis="hearsay", on=CHAT, when=strict)
def test_members_stand_in_the_order_of_the_schema(structured):
    """The members of the JSON stand in the order of the properties of a strict schema."""
    assert disordered(structured) == []


@requirement(
    "structured.reply.tokens-spell-the-json",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=lambda body: enforced(body) and body.get("logprobs") is True,
    breaks="confidences of extracted fields are read off the wrong tokens",
)
def test_tokens_spell_the_json(structured):
    """The tokens of an answer in JSON, put together, are its text."""
    assert misspelt(structured) == []
