"""An item taken out of a conversation."""

from oaic_suite.checks.conversations.adding import NOTES
from oaic_suite.checks.conversations.conversations import IN_ORDER
from oaic_suite.checks.conversations.readings import turns, unsaid
from oaic_suite.checks.conversations.surface import FETCH, LIST, TAKE_OUT
from oaic_suite.checks.responses.readings.pages import in_words
from oaic_suite.evidence.located import failing
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("reply")
def deleted_note(target, notebook, list_of_notes):
    """The first of two messages, taken out."""
    target.capabilities.require("conversations-items-deleted")
    id = list_of_notes.id_at("data", 0, "id")
    return target.ask(TAKE_OUT, conversation_id=notebook.id_at("id"), item_id=id)


@conversation("refusal")
def note_after_deletion(target, notebook, list_of_notes, deleted_note):
    """The same, fetched after that."""
    deleted_note.require_status()
    target.capabilities.require("conversations-items")
    id = list_of_notes.id_at("data", 0, "id")
    return target.ask(FETCH, conversation_id=notebook.id_at("id"), item_id=id)


@conversation("reply")
def notes_after_deletion(target, notebook, deleted_note):
    """What is left."""
    deleted_note.require_status()
    return target.ask(LIST, conversation_id=notebook.id_at("id"), **IN_ORDER)


@requirement(
    "conversations.taking-out.status",
    MUST,
    basis="schema",
    on=TAKE_OUT,
    owns="@outcome",
    breaks="the sessions of the Agents SDK cannot take back the last turn",
)
def test_an_item_is_taken_out(deleted_note):
    """An item is taken out of a conversation with status 200."""
    assert deleted_note.outcome == 200


@requirement(
    "conversations.taking-out.schema",
    SHOULD,
    basis="schema",
    on=TAKE_OUT,
    breaks="typed clients fail to decode the answer",
)
def test_what_is_taken_out_is_told_as_the_conversation(deleted_note):
    """The answer is the conversation that the item was taken out of."""
    assert deleted_note.residue() == []


@requirement(
    "conversations.taking-out.gone",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="what was taken back is still given out",
)
def test_an_item_that_was_taken_out_is_gone(note_after_deletion):
    """An item that was taken out is not found any more."""
    assert note_after_deletion.accepted == []


@requirement(
    "conversations.taking-out.not-listed",
    MUST,
    basis="schema",
    on=LIST,
    only=OURS,
    breaks="the model is told again what was taken back",
)
def test_an_item_that_was_taken_out_is_not_listed(notes_after_deletion):
    """An item that was taken out is not listed any more."""
    left = notes_after_deletion.each("/data/*/content")
    assert failing(left, lambda content: in_words(content) != NOTES[0]["content"], "no item that was taken out") == []


@requirement(
    "conversations.taking-out.others-stay",
    MUST,
    basis="schema",
    on=LIST,
    only=OURS,
    breaks="who takes back one turn loses the others",
)
def test_the_other_items_stay(notes_after_deletion):
    """The other items of the conversation stay in it."""
    assert unsaid(notes_after_deletion, *turns(NOTES[1:])) == []
