"""Structured output: the text of an answer is JSON, and keeps to the schema that was given.

The server decides which tokens a model may say next, so it answers for the format, however poor the model.
Without `strict` the schema is left to the model, which ought to keep to it.
"""

from oaic_suite.asking.target import ROOM
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.checks.structured.beginnings import may_become_json
from oaic_suite.checks.structured.formats import FLAT, PERSON, REFUSE, asked, by
from oaic_suite.checks.structured.readings import (
    enforced,
    in_fence,
    loose,
    misfits,
    no_json,
    read,
    spent,
    strangers,
    wants_object,
    wants_schema,
)
from oaic_suite.checks.tools.conversations.requests import WEATHER
from oaic_suite.checks.tools.readings.calls import unforced
from oaic_suite.checks.tools.readings.offers import forces
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


@conversation("reply")
def cut_json(target, bare):
    """JSON with no room for it."""
    bare.require_status()
    return target.ask(CHAT, **asked(target, {"response_format": by(FLAT, strict=True)}) | {target.limit_name: 4})


@conversation("reply")
def declined(target, bare):
    """A question the model is asked not to answer; many will answer all the same."""
    bare.require_status()
    return target.ask(CHAT, **asked(target, {"response_format": by(FLAT, strict=True), "messages": REFUSE}))


@conversation("reply")
def tool_beside_schema(target, bare):
    """A tool that must be called before any JSON is given, where it is called when none is asked for."""
    target.capabilities.require("tools")
    bare.require_status()
    format = {"response_format": by(FLAT, strict=True)}
    forced = {"tools": [WEATHER], "tool_choice": "required", "messages": PERSON, target.limit_name: ROOM}
    if unforced(Reply(target.ask(CHAT, **forced))):
        raise NotEstablished("the call is not made without a schema either", "tools.required.forced")
    return target.ask(CHAT, **asked(target, format | forced))


# --- that it is taken ---------------------------------------------------------------------------------


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


# --- without strict -----------------------------------------------------------------------------------


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


# The service itself was recorded to answer such a request with JSON of another shape.
@requirement("structured.loose.satisfies", INFO, basis="schema", on=CHAT, when=loose)
def test_the_json_satisfies_the_schema_without_strict(structured):
    """The JSON of an answer satisfies the schema that is given without `strict`."""
    assert [*misfits(structured), *strangers(structured)] == []


# --- in its place -------------------------------------------------------------------------------------


@requirement(
    "structured.cut.finish",
    MUST,
    basis="sdk",
    on=CHAT,
    when=enforced,
    breaks="the official SDKs tell a truncated answer by its reason alone: half a document is parsed",
)
def test_json_that_is_cut_short_says_so(cut_json):
    """JSON that the token limit cuts short has `finish_reason: "length"`."""
    assert unlike(broken(cut_json), ("finish_reason",), "length") == []


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
def test_a_schema_does_not_silence_the_tools(tool_beside_schema):
    """A tool that must be called is called, though `response_format` gives a schema."""
    assert unforced(tool_beside_schema) == []


def broken(reply):
    """The choices whose text is the beginning of JSON, and not the whole of any; there is at least one."""
    reply.sound("/choices/*/message/content")
    said = [each for each in reply.each("/choices/*") if not spent(each)]
    halves = [each for each in said if read(each.get("message", "content")) is ABSENT]
    if not halves:
        raise NotEstablished("the JSON was not cut short")
    said_instead = [each.below("message", "content").value for each in halves]
    strange = [text for text in said_instead if text is None or not may_become_json(text)]
    if strange:
        raise NotEstablished("no JSON begins so", reply.owner("@fence" if in_fence(strange[0]) else "@written"))
    return halves


def refusals(reply):
    """The choices that refuse; a model need not."""
    found = [each for each in reply.each("/choices/*") if isinstance(each.get("message", "refusal"), str)]
    if not found:
        raise NotApplicable("the model did not refuse")
    return found


SCHEMA_PARAM = "response_format.json_schema.schema"


@refused("structured.unknown-type.refused", breaks="callers that misspell the format get prose, and nobody tells them")
def test_an_unknown_format_is_refused(malformed_format):
    """A `response_format` of a type that does not exist is refused."""
    assert malformed_format.accepted == []


@requirement(
    "structured.refused.client-fault",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a wrong format is sent three times, and monitors raise the alarm",
)
def test_a_wrong_format_is_the_fault_of_the_client(malformed_format):
    """A wrong `response_format` is refused with a 4xx, never with a 5xx."""
    assert malformed_format.refused_with < 500


@requirement(
    "structured.refused.param",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    breaks="tools that mark the field at fault mark none",
)
def test_the_refusal_of_a_format_names_the_member(malformed_format):
    """The refusal of a wrong `response_format` names the member it is about in `param`, or one above it."""
    assert malformed_format.misnamed == []


@refused("structured.spaced-name.refused", INFO, basis="hearsay")
def test_a_name_with_a_space_is_refused(doubtful_format):
    """A `json_schema` whose `name` holds a space is refused."""
    assert doubtful_format.accepted == []


@refused("structured.nonsense-schema.refused", INFO, basis="hearsay")
def test_a_schema_of_no_known_type_is_refused(doubtful_format):
    """A `schema` that is no JSON Schema is refused."""
    assert doubtful_format.accepted == []


@refused("structured.open-schema.refused", INFO, basis="observed")
def test_a_strict_schema_that_is_open_is_refused(doubtful_format):
    """A strict `schema` whose objects are open to further members is refused."""
    assert doubtful_format.accepted == []


@refused("structured.optional-member.refused", INFO, basis="hearsay")
def test_a_strict_schema_with_an_optional_member_is_refused(doubtful_format):
    """A strict `schema` that does not require all its properties is refused."""
    assert doubtful_format.accepted == []


@requirement("structured.open-schema.param", INFO, basis="observed", on=CHAT, only="open-schema")
def test_the_refusal_of_a_strict_schema_names_it(doubtful_format):
    """The refusal of a strict schema that is open names the schema in `param`."""
    assert unlike(doubtful_format.if_refused.sound("/error/param"), (), SCHEMA_PARAM) == []
