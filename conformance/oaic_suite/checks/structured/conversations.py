"""Answers held to a format, and formats that must be refused."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.conversations import Case, cases, having, spoiled
from oaic_suite.checks.structured.formats import CITY, FLAT, FORMATS, asked, by, closed
from oaic_suite.judging.conversation import conversation

MORE = {
    "two": {"response_format": by(FLAT, strict=True), "n": 2},
    "logprobs": {"response_format": by(FLAT, strict=True), "logprobs": True},
    "loose": {"response_format": by(FLAT, strict=False)},
    "loose-by-default": {"response_format": by(closed(name={"type": "string"}, home=CITY))},
    "loose-by-null": {"response_format": by(FLAT, strict=None, description="A person.")},
}
BESIDES = {"n": "chat-n", "logprobs": "chat-logprobs"}


@conversation("reply", FORMATS | MORE)
def structured(target, bare, variant):
    bare.require_status()
    for name in BESIDES.keys() & variant.keys():
        target.capabilities.require(BESIDES[name])
    return target.ask(CHAT, **asked(target, variant))


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
def malformed_format(target, bare, variant):
    return spoiled(target, bare, variant)


@conversation("refusal", DOUBTFUL)
def doubtful_format(target, bare, variant):
    return spoiled(target, bare, variant)
