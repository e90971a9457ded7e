"""Requests for responses that are wrong: refused, and as the client's fault."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.errors.conversations import UNREADABLE, Case, cases, having, without
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

# No name begins with another.
WRONG = cases(
    *UNREADABLE,
    Case("missing-input", without("input")),
    Case("missing-model", without("model")),
    Case("type-input", having(input=7)),
    Case("type-model", having(model=7)),
    Case("type-instructions", having(instructions=7)),
    Case("type-limit", having(max_output_tokens="many")),
    Case("type-stream", having(stream="yes")),
    Case("type-tools", having(tools="all")),
    Case("item-role", having(input=[{"role": "parrot", "content": "Say hello."}])),
    Case("item-part", having(input=[{"role": "user", "content": [{"type": "smell", "smell": "of hay"}]}])),
    Case("item-reference", having(input=[{"type": "item_reference", "id": "msg_6f1d2c6f1d2c6f1d"}])),
    Case("range-temperature", having(temperature=9)),
    Case("range-limit", having(max_output_tokens=-1)),
    Case("unknown-model", having(model=UNKNOWN_MODEL)),
    Case("unknown-member", having(no_such_option_6f1d2c=1)),
)


@conversation("refusal", WRONG)
def refused_response(target, bare_response, variant):
    bare_response.require_status()
    exchange = target.provoke(CREATE, variant.spoil(target.body(CREATE)))
    return Refusal(exchange, case=variant.name)


def refused(id, level, only, breaks, basis="schema"):
    return requirement(id, level, basis=basis, on=CREATE, only=only, owns="@outcome", breaks=breaks)


@refused("responses.refusals.missing", MUST, "missing-input", "a question that got lost is answered all the same")
def test_a_request_without_input_is_refused(refused_response):
    """A request without `input`, and without anything to go on with, is refused."""
    assert refused_response.accepted == []


@refused("responses.refusals.no-model", SHOULD, "missing-model", "another model answers than was meant", "observed")
def test_a_request_without_a_model_is_refused(refused_response):
    """A request without `model` is refused."""
    assert refused_response.accepted == []


@refused(
    "responses.refusals.type",
    MUST,
    ("type-input", "type-model", "type-tools", "type-limit"),
    "what was meant is ignored",
)
def test_a_value_of_the_wrong_type_is_refused(refused_response):
    """An `input`, `model`, `tools` or `max_output_tokens` of the wrong type is refused."""
    assert refused_response.accepted == []


@refused("responses.refusals.word", SHOULD, ("type-stream", "type-instr"), "what was meant is ignored", "observed")
def test_a_word_for_a_boolean_is_refused(refused_response):
    """A word where `stream` should be true or false, or a number for `instructions`, is refused."""
    assert refused_response.accepted == []


@refused("responses.refusals.item", MUST, ("item-role", "item-part"), "a part of the question is dropped in silence")
def test_an_unknown_role_or_part_is_refused(refused_response):
    """A message of an unknown role, or with a part of an unknown type, is refused."""
    assert refused_response.accepted == []


@refused("responses.refusals.reference", MUST, "item-reference", "a turn of the conversation is dropped in silence")
def test_a_reference_to_nothing_is_refused(refused_response):
    """An `item_reference` to an item that is not there is refused."""
    assert refused_response.accepted == []


@refused(
    "responses.refusals.range",
    SHOULD,
    ("range-temp", "range-limit"),
    "a setting without meaning is ignored",
    "observed",
)
def test_a_number_beyond_its_range_is_refused(refused_response):
    """A `temperature` of 9, and a `max_output_tokens` below zero, are refused."""
    assert refused_response.accepted == []


@refused(
    "responses.refusals.unknown-model", SHOULD, "unknown-model", "another model answers than was meant", "observed"
)
def test_an_unknown_model_is_refused(refused_response):
    """A request for a model that does not exist is refused."""
    assert refused_response.accepted == []


@refused("responses.refusals.unknown-member", SHOULD, "unknown-member", "a misspelt option is ignored", "observed")
def test_an_unknown_member_is_refused(refused_response):
    """A request with a member that does not exist is refused."""
    assert refused_response.accepted == []


@requirement(
    "responses.refusals.client-fault",
    MUST,
    basis="sdk",
    on=CREATE,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: what was wrong is sent three times, and monitors raise the alarm",
)
def test_a_wrong_request_is_the_fault_of_the_client(refused_response):
    """A wrong request is refused with a 4xx, where it is refused, never with a 5xx."""
    assert refused_response.refused_with < 500


@requirement(
    "responses.refusals.param",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=("type-limit", "type-instructions", "range-"),
    breaks="tools that mark the member at fault mark none",
)
def test_a_refusal_names_the_member(refused_response):
    """The refusal of a member names it in `param`."""
    assert refused_response.misnamed == []
