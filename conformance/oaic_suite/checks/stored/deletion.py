"""A chat that is kept, deleted."""

from oaic_suite.asking.waiting import awaited, is_there
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.stored.surface import DELETE, FETCH
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST


@conversation("reply")
def doomed_chat(target, fetched_chat):
    """A chat that is to be deleted."""
    fetched_chat.require_status()
    target.capabilities.require("stored-deleted")
    return target.ask(CHAT, store=True)


@conversation("reply")
def deleted_chat(target, doomed_chat):
    """Its deletion, as soon as it is there."""
    id = doomed_chat.id_at("id")
    return awaited(lambda: target.ask(DELETE, completion_id=id), is_there)


@conversation("refusal")
def chat_after_deletion(target, doomed_chat, deleted_chat):
    """The same, fetched after it was deleted."""
    deleted_chat.require_status()
    id = doomed_chat.id_at("id")
    return awaited(lambda: target.ask(FETCH, completion_id=id), lambda exchange: not is_there(exchange))


@requirement(
    "stored.deletion.status",
    MUST,
    basis="schema",
    on=DELETE,
    owns="@outcome",
    breaks="what was to be forgotten is kept, and nobody can change that",
)
def test_a_chat_is_deleted(deleted_chat):
    """A chat that is kept is deleted with status 200."""
    assert deleted_chat.outcome == 200


@requirement(
    "stored.deletion.schema",
    MUST,
    basis="schema",
    on=DELETE,
    breaks="clients that look for `deleted` report that nothing was",
)
def test_the_deletion_of_a_chat_is_told(deleted_chat):
    """A deletion is told with the `id`, `object: "chat.completion.deleted"` and `deleted: true`."""
    assert deleted_chat.residue() == []


@requirement(
    "stored.deletion.gone",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="personal data that was deleted is still given out",
)
def test_a_deleted_chat_is_gone(chat_after_deletion):
    """A chat that was deleted cannot be fetched any more."""
    assert chat_after_deletion.accepted == []


@requirement(
    "stored.deletion.gone-status",
    MUST,
    basis="sdk",
    on=FETCH,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that handles it does not",
)
def test_a_deleted_chat_is_not_found(chat_after_deletion):
    """The refusal of a chat that was deleted has status 404."""
    assert chat_after_deletion.refused_with == 404
