"""A conversation that is kept, described by its id."""

from oaic_suite.checks.conversations.surface import DESCRIBE
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

UNKNOWN = f"conv_{'6f1d2c' * 8}"
SAME = ("id", "created_at", "metadata")


@conversation("reply")
def described_conversation(target, begun_conversation):
    """A conversation described by its id."""
    target.capabilities.require("conversations-described")
    return target.ask(DESCRIBE, conversation_id=begun_conversation.id_at("id"))


@conversation("refusal")
def unknown_conversation(target, described_conversation):
    """One that was never begun, beside one that is there."""
    described_conversation.require_status()
    return target.ask(DESCRIBE, conversation_id=UNKNOWN)


@requirement(
    "conversations.describing.status",
    MUST,
    basis="schema",
    on=DESCRIBE,
    owns="@outcome",
    breaks="who comes back to a conversation does not find it",
)
def test_a_conversation_is_described(described_conversation):
    """A conversation that is kept is described with status 200."""
    assert described_conversation.outcome == 200


@requirement(
    "conversations.describing.schema",
    MUST,
    basis="schema",
    on=DESCRIBE,
    breaks="typed clients fail to decode the conversation",
)
def test_a_described_conversation_keeps_the_contract(described_conversation):
    """A conversation that is described keeps the contract."""
    assert described_conversation.residue() == []


@requirement(
    "conversations.describing.same",
    SHOULD,
    basis="observed",
    breaks="what is shown later is another conversation than was begun",
)
def test_what_is_described_is_what_was_begun(begun_conversation, described_conversation):
    """A conversation that is described has the same `id`, date and labels as when it was begun."""
    assert described_conversation.changed(begun_conversation, SAME) == []


@requirement(
    "conversations.describing.unknown",
    MUST,
    basis="schema",
    on=DESCRIBE,
    only=OURS,
    breaks="clients take something else for their conversation",
)
def test_an_unknown_conversation_is_refused(unknown_conversation):
    """A conversation that was never begun is refused."""
    assert unknown_conversation.accepted == []


@requirement(
    "conversations.describing.unknown-status",
    MUST,
    basis="sdk",
    on=DESCRIBE,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that handles it does not",
)
def test_an_unknown_conversation_is_not_found(unknown_conversation):
    """The refusal of a conversation that was never begun has status 404."""
    assert unknown_conversation.refused_with == 404
