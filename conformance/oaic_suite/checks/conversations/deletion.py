"""A conversation, deleted."""

from oaic_suite.checks.conversations.surface import BEGIN, DELETE, DESCRIBE
from oaic_suite.checks.responses.surface import CREATE, TURNS
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("reply", control=True)
def doomed_conversation(target):
    """A conversation that is to be deleted."""
    target.capabilities.require("conversations-deleted")
    return target.ask(BEGIN, items=TURNS)


@conversation("reply")
def deleted_conversation(target, doomed_conversation):
    """Its deletion."""
    return target.ask(DELETE, conversation_id=doomed_conversation.id_at("id"))


@conversation("refusal")
def conversation_after_deletion(target, doomed_conversation, deleted_conversation):
    """The same, described after it was deleted."""
    deleted_conversation.require_status()
    target.capabilities.require("conversations-described")
    return target.ask(DESCRIBE, conversation_id=doomed_conversation.id_at("id"))


@conversation("refusal")
def response_in_deleted(target, bare_response, doomed_conversation, deleted_conversation):
    """A response that is to go on with it."""
    bare_response.require_status()
    deleted_conversation.require_status()
    return target.ask(CREATE, conversation=doomed_conversation.id_at("id"))


@requirement(
    "conversations.deletion.status",
    MUST,
    basis="schema",
    on=DELETE,
    owns="@outcome",
    breaks="what was to be forgotten is kept, and nobody can change that",
)
def test_a_conversation_is_deleted(deleted_conversation):
    """A conversation is deleted with status 200."""
    assert deleted_conversation.outcome == 200


@requirement(
    "conversations.deletion.schema",
    SHOULD,
    basis="schema",
    on=DELETE,
    breaks="clients that look for `deleted` report that nothing was",
)
def test_a_deletion_of_a_conversation_is_told(deleted_conversation):
    """A deletion is told with the `id`, `object: "conversation.deleted"` and `deleted: true`."""
    assert deleted_conversation.residue() == []


@requirement(
    "conversations.deletion.gone",
    MUST,
    basis="schema",
    on=DESCRIBE,
    only=OURS,
    breaks="personal data that was deleted is still given out",
)
def test_a_deleted_conversation_is_gone(conversation_after_deletion):
    """A conversation that was deleted is not described any more."""
    assert conversation_after_deletion.accepted == []


@requirement(
    "conversations.deletion.gone-status",
    SHOULD,
    basis="sdk",
    on=DESCRIBE,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that begins anew there does not",
)
def test_a_deleted_conversation_is_not_found(conversation_after_deletion):
    """The refusal of a conversation that was deleted has status 404."""
    assert conversation_after_deletion.refused_with == 404


@requirement(
    "conversations.deletion.not-gone-on-with",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    owns="@outcome",
    breaks="the model is told what was to be forgotten, or answers as if nothing had been said",
)
def test_a_deleted_conversation_is_not_gone_on_with(response_in_deleted):
    """A response in a conversation that was deleted is refused."""
    assert response_in_deleted.accepted == []
