"""Responses whose text is JSON by a schema."""

from oaic_suite.checks.responses.readings.items import texts
from oaic_suite.checks.responses.readings.outcome import require_complete
from oaic_suite.checks.responses.readings.streamed import of_type
from oaic_suite.checks.responses.surface import ANSWER, CREATE, FORMAT
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

OBJECT = {
    "text": {"format": {"type": "json_object"}},
    "input": "Greet somebody, in JSON with one member, greeting.",
    "max_output_tokens": 400,
}


@conversation("reply", {"schema": {"text": FORMAT, "max_output_tokens": 400}, "object": OBJECT})
def structured_response(target, variant):
    """A response whose text is to be JSON."""
    target.capabilities.require("responses-structured")
    return target.ask(CREATE, **variant)


def enforced(body):
    """Whether the server, not the model, answers for the text being JSON."""
    asked = asked_format(body)
    return asked.get("type") == "json_object" or (asked.get("type") == "json_schema" and asked.get("strict") is True)


def asked_format(body):
    text = body.get("text")
    found = text.get("format") if isinstance(text, dict) else None
    return found if isinstance(found, dict) else {}


def said(response):
    require_complete(response)
    response.require_sound("/output/*/content/*/text")
    return [part.below("text") for part in texts(response)]


@requirement(
    "responses.structured.json",
    MUST,
    basis="schema",
    on=CREATE,
    when=enforced,
    shows="text",
    breaks="the official SDKs' `.parse()` raises a ValidationError on text that is no JSON",
)
def test_a_structured_text_is_json(structured_response):
    """With a `text.format` of type `json_schema` and strict, or `json_object`, a complete text is a JSON object."""
    assert failing(said(structured_response), holds_json, "a JSON object") == []


@requirement(
    "responses.structured.streamed",
    MUST,
    basis="sdk",
    on=CREATE,
    when=enforced,
    shows="text",
    breaks="the official SDKs' `.stream()` raises a ValidationError at the end of a text that is no JSON",
)
def test_a_streamed_structured_text_is_json(events):
    """In a complete stream too the text is a JSON object where a `text.format` asks for one."""
    assert failing(told_whole(events), holds_json, "a JSON object") == []


def told_whole(stream):
    """The texts of a stream that was neither cut off nor came to its limit."""
    *_, last = stream.complete
    if last.get("type") != "response.completed":
        raise NotApplicable("the response is not complete, and says so")
    if last.below("response", "usage", "output_tokens").value == stream.request.get("max_output_tokens"):
        raise NotEstablished("the response came to its limit of tokens, and may have been cut there")
    told = [event.below("text") for event in of_type(stream, "response.output_text.done")]
    if not told:
        raise NotEstablished("no text is told whole", stream.owner("@events"))
    return told


def holds_json(text):
    return isinstance(json_or_none(text), dict)


def json_or_none(text):
    try:
        return parse(text.encode())
    except (ValueError, AttributeError):
        return None


@requirement(
    "responses.structured.schema",
    MUST,
    basis="schema",
    on=CREATE,
    only="schema",
    shows="text",
    breaks="the official SDKs' `.parse()` raises a ValidationError on JSON that is not of the schema",
)
def test_a_structured_text_keeps_its_schema(structured_response):
    """JSON by a strict schema has the members that the schema requires, and no others."""
    assert failing(documents(structured_response), keeps_the_schema, "what the schema describes") == []


def documents(response):
    """The texts that are JSON; of those that are not another row speaks."""
    return [text for text in said(response) if holds_json(text.value)]


def keeps_the_schema(text):
    document = json_or_none(text)
    return list(document) == ANSWER["required"] and isinstance(document["greeting"], str)


@requirement(
    "responses.structured.told",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=("schema", "object"),
    breaks="who reads what was kept cannot tell what its text is",
)
def test_the_format_is_told(structured_response):
    """A response tells in `text.format` the type that was asked for."""
    asked = structured_response.request.get("text")["format"]["type"]
    assert structured_response.at("text", "format", "type") == asked
