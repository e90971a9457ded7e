"""Structured output, streamed: the fragments add up to what a whole answer would have been."""

from oaic_suite.checks.chat.readings.choices import turns
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.structured.formats import FLAT, FORMATS, REFUSE, asked, by
from oaic_suite.checks.structured.readings import (
    enforced,
    fenced,
    misfits,
    no_json_but_fenced,
    strangers,
    strict,
    values,
    wants_object,
    wants_schema,
)
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("stream", FORMATS)
def structured_stream(target, bare_stream, variant):
    bare_stream.require_complete()
    return target.ask(CHAT, stream=True, **asked(target, variant))


@conversation("stream")
def declined_stream(target, bare_stream):
    """A question the model is asked not to answer; many will answer all the same."""
    bare_stream.require_complete()
    members = {"response_format": by(FLAT, strict=True), "messages": REFUSE}
    return target.ask(CHAT, stream=True, **asked(target, members))


@requirement(
    "structured.stream.object-accepted",
    MUST,
    basis="schema",
    on=CHAT,
    when=wants_object,
    only=OURS,
    breaks="agents that show JSON as it grows fail on their first request",
)
def test_a_json_object_may_be_streamed(structured_stream):
    """A `response_format` of type `json_object` is accepted with `stream: true`."""
    assert structured_stream.outcome == 200


@requirement(
    "structured.stream.schema-accepted",
    MUST,
    basis="schema",
    on=CHAT,
    when=wants_schema,
    only=OURS,
    breaks="the `.stream()` helper of the official SDKs fails when it is given a model",
)
def test_json_by_a_schema_may_be_streamed(structured_stream):
    """A `response_format` of type `json_schema` is accepted with `stream: true`."""
    assert structured_stream.outcome == 200


@requirement(
    "structured.stream.unfenced",
    MUST,
    basis="sdk",
    on=CHAT,
    when=enforced,
    owns="@fence",
    breaks="parsers of growing JSON stop at the first backquote",
)
def test_the_streamed_text_stands_in_no_code_block(structured_stream):
    """The text that the fragments of a stream add up to does not stand in a code block."""
    assert fenced(structured_stream) == []


@requirement(
    "structured.stream.json",
    MUST,
    basis="sdk",
    on=CHAT,
    when=enforced,
    owns="@written",
    breaks="the `.stream()` helper of the official SDKs raises at the end of the answer: the format was ignored",
    at_end=True,
    shows="response_format",
)
def test_the_fragments_add_up_to_json(structured_stream):
    """The fragments of a whole stream add up to one JSON value when `response_format` asks for JSON."""
    assert no_json_but_fenced(structured_stream) == []


@requirement(
    "structured.stream.object",
    MUST,
    basis="schema",
    on=CHAT,
    when=wants_object,
    breaks="agents that read a member of the answer fail on an array or a string",
)
def test_the_fragments_add_up_to_an_object(structured_stream):
    """The fragments of a stream add up to a JSON object when `response_format` is `json_object`."""
    assert failing(values(structured_stream), lambda found: isinstance(found, dict), "an object") == []


@requirement(
    "structured.stream.satisfies",
    MUST,
    basis="sdk",
    on=CHAT,
    when=strict,
    breaks="the `.stream()` helper of the official SDKs raises at the end: the schema held for whole answers only",
)
def test_the_streamed_json_satisfies_the_schema(structured_stream):
    """The JSON of a stream has the types, values and required members of a strict schema."""
    assert misfits(structured_stream) == []


@requirement(
    "structured.stream.closed",
    MUST,
    basis="schema",
    on=CHAT,
    when=strict,
    breaks="typed clients that forbid unknown members reject the answer at its end",
)
def test_the_streamed_json_has_no_further_members(structured_stream):
    """The JSON of a stream has no member that a strict schema forbids by `additionalProperties: false`."""
    assert strangers(structured_stream) == []


@requirement(
    "structured.stream.refusal-text",
    MUST,
    basis="schema",
    on=CHAT,
    when=wants_schema,
    breaks="accumulators that add up the pieces of a refusal fail, or show nothing",
)
def test_a_refusal_is_streamed_as_text(declined_stream):
    """Every `refusal` in the deltas of a stream that refuses is a string or null."""
    assert failing(refusals(declined_stream), lambda found: found is None or isinstance(found, str), "a string") == []


@requirement(
    "structured.stream.refusal-alone",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=wants_schema,
    breaks="the words of a refusal are parsed as if they were the JSON that was asked for",
)
def test_a_streamed_refusal_stands_alone(declined_stream):
    """A choice that refuses has no text in its deltas."""
    assert failing(beside_refusals(declined_stream), lambda found: not found, "no text beside a refusal") == []


def refusing(stream):
    """The choices that refuse; a model need not."""
    stream.require_complete()
    found = [turn for turn in turns(stream).values() if any(piece.get("delta", "refusal") for piece in turn)]
    if not found:
        raise NotApplicable("the model did not refuse")
    return found


def refusals(stream):
    pieces = [piece.below("delta", "refusal") for turn in refusing(stream) for piece in turn]
    return [refusal for refusal in pieces if refusal.value is not ABSENT]


def beside_refusals(stream):
    pieces = [piece.below("delta", "content") for turn in refusing(stream) for piece in turn]
    return [content for content in pieces if content.value is not ABSENT]
