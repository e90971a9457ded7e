"""Structured output: the text of an answer is JSON, and keeps to the schema that was given.

The format is a matter of the server, which decides what a model may say next: a model that talks
nonsense talks it in JSON. Only without `strict` the schema is left to the model, and ought to be kept.
"""

from oaic_suite.calls import unforced
from oaic_suite.checks.formats import CITY, FLAT, FORMATS, PERSON, REFUSE, asked, by, closed
from oaic_suite.checks.test_chat_logprobs import misspelt
from oaic_suite.checks.tools import WEATHER
from oaic_suite.conversation import conversation
from oaic_suite.located import failing, unlike
from oaic_suite.offers import forces
from oaic_suite.place import ABSENT
from oaic_suite.reply import Reply
from oaic_suite.requirement import OURS, requirement
from oaic_suite.target import ROOM
from oaic_suite.verdict import INFO, MUST, SHOULD, NotApplicable, NotEstablished
from oaic_suite.written import (
    disordered,
    enforced,
    fenced,
    loose,
    misfits,
    no_json,
    no_json_but_fenced,
    read,
    spent,
    strangers,
    strict,
    values,
    wants_object,
    wants_schema,
)

CHAT = "createChatCompletion"
MORE = {
    "two": {"response_format": by(FLAT, strict=True), "n": 2},
    "logprobs": {"response_format": by(FLAT, strict=True), "logprobs": True},
    "loose": {"response_format": by(FLAT, strict=False)},
    "loose-by-default": {"response_format": by(closed(name={"type": "string"}, home=CITY))},
    "loose-by-null": {"response_format": by(FLAT, strict=None, description="A person.")},
}
NEEDS = {"n": "chat-n", "logprobs": "chat-logprobs"}


@conversation("reply", FORMATS | MORE)
def structured(target, bare, variant):
    bare.require_status()
    for name in NEEDS.keys() & variant.keys():
        target.capabilities.require(NEEDS[name])
    return target.chat(**asked(target, variant))


@conversation("reply")
def cut_structured(target, bare):
    """JSON with no room for it."""
    bare.require_status()
    return target.chat(**asked(target, {"response_format": by(FLAT, strict=True)}) | {target.limit_name: 4})


@conversation("reply")
def declined(target, bare):
    """A question the model is asked not to answer; many will answer all the same."""
    bare.require_status()
    return target.chat(**asked(target, {"response_format": by(FLAT, strict=True), "messages": REFUSE}))


@conversation("reply")
def tooled_structured(target, bare):
    """A tool that must be called before any JSON is given, where it is called when none is asked for."""
    target.capabilities.require("tools")
    bare.require_status()
    format = {"response_format": by(FLAT, strict=True)}
    forced = {"tools": [WEATHER], "tool_choice": "required", "messages": PERSON, target.limit_name: ROOM}
    if unforced(Reply(target.chat(**forced))):
        raise NotEstablished("the call is not made without a schema either", "tools.required.forced")
    return target.chat(**asked(target, format | forced))


# --- that it is taken --------------------------------------------------------------------------------


@requirement(
    "structured.object.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    when=wants_object,
    only=OURS,
    breaks="agents and plugins that ask for JSON without a schema fail on their first request",
)
def test_a_json_object_may_be_asked_for(structured):
    """A `response_format` of type `json_object` is accepted."""
    assert structured.outcome == 200


@requirement(
    "structured.schema.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    when=wants_schema,
    only=OURS,
    breaks="the `.parse()` of the official SDKs fails, as does every agent framework with typed results",
)
def test_a_schema_may_be_given(structured):
    """A `response_format` of type `json_schema` is accepted, strict or not."""
    assert structured.outcome == 200


# --- that it is kept ---------------------------------------------------------------------------------


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


# --- without strict ----------------------------------------------------------------------------------


@requirement(
    "structured.loose.json",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=loose,
    owns="@loose",
    breaks="callers that gave a schema get prose, though nothing refused it",
)
def test_the_text_is_json_without_strict(structured):
    """The text of a whole answer is one JSON value when a schema is given without `strict`."""
    assert no_json(structured) == []


@requirement(
    "structured.loose.satisfies",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=loose,
    breaks="callers that gave a schema get JSON of another shape, though nothing refused it",
)
def test_the_json_satisfies_the_schema_without_strict(structured):
    """The JSON of an answer satisfies the schema that is given without `strict`."""
    assert [*misfits(structured), *strangers(structured)] == []


# --- in its place ------------------------------------------------------------------------------------


@requirement(
    "structured.cut.finish",
    MUST,
    basis="sdk",
    on=CHAT,
    when=enforced,
    breaks="the official SDKs tell a truncated answer by its reason alone: half a document is parsed",
)
def test_json_that_is_cut_short_says_so(cut_structured):
    """JSON that the token limit cuts short has `finish_reason: "length"`."""
    assert unlike(broken(cut_structured), ("finish_reason",), "length") == []


@requirement(
    "structured.refusal.content",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=wants_schema,
    breaks="the words of a refusal are parsed as if they were the JSON that was asked for",
)
def test_a_refusal_stands_alone(declined):
    """A message with a `refusal` has `content: null`."""
    assert unlike(refusals(declined), ("message", "content"), None) == []


@requirement("structured.refusal.finish", INFO, basis="hearsay", on=CHAT, when=wants_schema)
def test_a_refusal_ends_by_itself(declined):
    """A message with a `refusal` has `finish_reason: "stop"`."""
    assert unlike(refusals(declined), ("finish_reason",), "stop") == []


def forces_beside_a_schema(body):
    return forces(body) and (body.get("response_format") or {}).get("type") == "json_schema"


@requirement(
    "structured.tools.called",
    MUST,
    basis="schema",
    on=CHAT,
    when=forces_beside_a_schema,
    breaks="agents with a typed result never get to use their tools",
)
def test_a_schema_does_not_silence_the_tools(tooled_structured):
    """A tool that must be called is called, though `response_format` gives a schema."""
    assert unforced(tooled_structured) == []


def broken(reply):
    """The choices whose text is not the whole of any JSON; there is at least one."""
    reply.sound("/choices/*/message/content")
    said = [each for each in reply.each("/choices/*") if not spent(each)]
    found = [each for each in said if read(each.get("message", "content")) is ABSENT]
    if not found:
        raise NotEstablished("the JSON was not cut short")
    return found


def refusals(reply):
    """The choices that refuse; a model need not."""
    found = [each for each in reply.each("/choices/*") if isinstance(each.get("message", "refusal"), str)]
    if not found:
        raise NotApplicable("the model did not refuse")
    return found
