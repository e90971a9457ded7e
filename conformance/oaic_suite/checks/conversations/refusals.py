"""Requests about conversations that are wrong: refused, and as the client's fault."""

from oaic_suite.checks.conversations.surface import BEGIN
from oaic_suite.checks.errors.conversations import Case, cases, having
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

MOST = 20  # items that may be given at once
WRONG = cases(
    Case("item-role", having(items=[{"role": "parrot", "content": "Say hello."}])),
    Case("many-items", having(items=[{"role": "user", "content": "Say hello."}] * (MOST + 1))),
    Case("type-metadata", having(metadata=["conformance"])),
)


@conversation("refusal", WRONG)
def refused_conversation(target, empty_conversation, variant):
    """A conversation begun with what is wrong, beside one that was begun with nothing."""
    empty_conversation.require_status()
    return Refusal(target.provoke(BEGIN, variant.spoil(target.body(BEGIN))), case=variant.name)


@requirement(
    "conversations.refusals.item",
    MUST,
    basis="schema",
    on=BEGIN,
    only="item-role",
    owns="@outcome",
    breaks="a turn of the conversation is dropped in silence",
)
def test_a_turn_of_an_unknown_role_is_refused(refused_conversation):
    """A conversation with a message of an unknown role is refused."""
    assert refused_conversation.accepted == []


@requirement(
    "conversations.refusals.many",
    SHOULD,
    basis="schema",
    on=BEGIN,
    only="many-items",
    owns="@outcome",
    breaks="clients that rely on it lose what is beyond elsewhere",
)
def test_too_many_items_are_refused(refused_conversation):
    """More than 20 items at once are refused."""
    assert refused_conversation.accepted == []


@requirement(
    "conversations.refusals.labels",
    SHOULD,
    basis="schema",
    on=BEGIN,
    only="type-metadata",
    owns="@outcome",
    breaks="labels are dropped in silence",
)
def test_labels_that_are_none_are_refused(refused_conversation):
    """An array for `metadata` is refused."""
    assert refused_conversation.accepted == []


@requirement(
    "conversations.refusals.client-fault",
    MUST,
    basis="sdk",
    on=BEGIN,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: what was wrong is sent three times, and monitors raise the alarm",
)
def test_what_is_wrong_with_a_conversation_is_the_fault_of_the_client(refused_conversation):
    """A wrong request for a conversation is refused with a 4xx, where it is refused, never with a 5xx."""
    assert refused_conversation.refused_with < 500
