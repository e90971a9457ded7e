"""Structured output: formats that break the contract are refused, not guessed at."""

from oaic_suite.checks.formats import FLAT, by
from oaic_suite.checks.refusals import Case, cases, having, spoiled
from oaic_suite.conversation import conversation
from oaic_suite.located import unlike
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import INFO, MUST, SHOULD

CHAT = "createChatCompletion"
SCHEMA_PARAM = "response_format.json_schema.schema"


def formatted(name, asked, needs=("json-schema",)):
    return Case(name, having(response_format=asked), needs=needs)


def defined(**definition):
    return {"type": "json_schema", "json_schema": definition}


# No name begins with another.
MALFORMED = cases(
    formatted("unknown-type", {"type": "yaml"}, needs=()),
    formatted("missing-type", {"schema": FLAT}, needs=()),
    formatted("wrong-type-format", "json_object", needs=()),
    formatted("missing-json-schema", {"type": "json_schema"}),
    formatted("missing-name", defined(schema=FLAT)),
    formatted("wrong-type-name", defined(name=7, schema=FLAT)),
    formatted("wrong-type-schema", defined(name="description", schema="object")),
    formatted("wrong-type-strict", by(FLAT, strict="yes")),
)
# What servers are often lenient about, or may be better at than the service.
DOUBTFUL = cases(
    formatted("spaced-name", defined(name="a description", schema=FLAT)),
    formatted("nonsense-schema", by({"type": "thing"})),
    formatted("open-schema", by({**FLAT, "additionalProperties": True}, strict=True)),
    formatted("optional-member", by({**FLAT, "required": ["name"]}, strict=True)),
)


@conversation("refusal", MALFORMED)
def misformatted(target, bare, variant):
    return spoiled(target, bare, variant)


@conversation("refusal", DOUBTFUL)
def doubtful_format(target, bare, variant):
    return spoiled(target, bare, variant)


def refused(id, level=MUST, *, basis="schema", breaks=None):
    """A requirement about one case: the middle part of its id."""
    return requirement(id, level, basis=basis, on=CHAT, only=id.split(".")[1], owns="@outcome", breaks=breaks)


@refused("structured.unknown-type.refused", breaks="callers that misspell the format get prose, and nobody tells them")
def test_an_unknown_format_is_refused(misformatted):
    """A `response_format` of a type that does not exist is refused."""
    assert misformatted.accepted == []


@refused("structured.missing-type.refused", breaks="a format that was meant is ignored, and nobody learns of it")
def test_a_format_without_a_type_is_refused(misformatted):
    """A `response_format` without `type` is refused."""
    assert misformatted.accepted == []


@refused("structured.wrong-type-format.refused", breaks="a format given by its name is ignored, and prose comes back")
def test_a_format_that_is_text_is_refused(misformatted):
    """A `response_format` that is a string is refused."""
    assert misformatted.accepted == []


@refused("structured.missing-json-schema.refused", breaks="callers that lose their schema get JSON of any shape")
def test_a_schema_format_without_its_definition_is_refused(misformatted):
    """A `response_format` of type `json_schema` without `json_schema` is refused."""
    assert misformatted.accepted == []


@refused("structured.missing-name.refused", breaks="what works here is refused by the service: code does not port")
def test_a_schema_without_a_name_is_refused(misformatted):
    """A `json_schema` without `name` is refused."""
    assert misformatted.accepted == []


@refused("structured.wrong-type-name.refused", breaks="what works here is refused by the service: code does not port")
def test_a_name_that_is_a_number_is_refused(misformatted):
    """A `json_schema` whose `name` is a number is refused."""
    assert misformatted.accepted == []


@refused("structured.wrong-type-schema.refused", breaks="a schema that was serialized twice holds nothing back")
def test_a_schema_that_is_text_is_refused(misformatted):
    """A `json_schema` whose `schema` is a string is refused."""
    assert misformatted.accepted == []


@refused("structured.wrong-type-strict.refused", breaks="a promise that was asked for is not given, and nobody says so")
def test_a_strict_that_is_text_is_refused(misformatted):
    """A `json_schema` whose `strict` is a word is refused."""
    assert misformatted.accepted == []


@requirement(
    "structured.refused.client-fault",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a wrong format is sent three times, and monitors raise the alarm",
)
def test_a_wrong_format_is_the_fault_of_the_client(misformatted):
    """A wrong `response_format` is refused with a 4xx, never with a 5xx."""
    assert misformatted.refused_with < 500


@requirement(
    "structured.refused.param",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    breaks="tools that mark the field at fault mark none",
)
def test_the_refusal_of_a_format_names_the_member(misformatted):
    """The refusal of a wrong `response_format` names the member it is about in `param`."""
    assert unlike(misformatted.sound("/error/param"), (), misformatted.complaint) == []


# --- what may be otherwise ---------------------------------------------------------------------------


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
