"""The labels of a chat that is kept, changed."""

from oaic_suite.asking.waiting import awaited, is_there
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.stored.conversations import LABELS
from oaic_suite.checks.stored.readings import differences
from oaic_suite.checks.stored.surface import CHANGE, FETCH
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

OTHERS = {"purpose": "another", "colour": "green"}


@conversation("reply")
def labelled_chat(target, fetched_chat):
    """A chat of which the labels are to be changed."""
    fetched_chat.require_status()
    target.capabilities.require("stored-changed")
    return target.ask(CHAT, store=True, metadata=LABELS)


@conversation("reply")
def changed_chat(target, labelled_chat):
    """The same with other labels, as soon as it is there."""
    id = labelled_chat.id_at("id")
    return awaited(lambda: target.ask(CHANGE, completion_id=id, metadata=OTHERS), is_there)


@conversation("reply")
def chat_after_change(target, labelled_chat, changed_chat):
    """The same, fetched after that."""
    changed_chat.require_status()
    id = labelled_chat.id_at("id")
    return awaited(lambda: target.ask(FETCH, completion_id=id), is_changed)


def is_changed(exchange):
    reply = Reply(exchange)
    return exchange.status == 200 and reply.json_error == "" and reply.found().get("metadata") == OTHERS


@requirement(
    "stored.changing.status",
    MUST,
    basis="schema",
    on=CHANGE,
    owns="@outcome",
    breaks="answers cannot be marked as good or bad, or filed",
)
def test_labels_of_a_chat_are_changed(changed_chat):
    """The labels of a chat that is kept are changed with status 200."""
    assert changed_chat.outcome == 200


@requirement(
    "stored.changing.schema",
    MUST,
    basis="schema",
    on=CHANGE,
    breaks="typed clients fail to decode the answer",
)
def test_a_changed_chat_keeps_the_contract(changed_chat):
    """A chat whose labels were changed keeps the contract."""
    assert changed_chat.residue() == []


@requirement(
    "stored.changing.told",
    SHOULD,
    basis="observed",
    on=CHANGE,
    only=OURS,
    breaks="what is shown after a change is what was there before",
)
def test_the_new_labels_of_a_chat_are_told(changed_chat):
    """A chat whose labels are changed has the new ones, and no others."""
    assert unlike([changed_chat.found()], ("metadata",), OTHERS) == []


@requirement(
    "stored.changing.kept",
    SHOULD,
    basis="observed",
    breaks="a change is lost as soon as somebody looks again",
)
def test_the_new_labels_of_a_chat_are_kept(changed_chat, chat_after_change):
    """A chat that is fetched after a change has the new labels."""
    changed_chat.require_status()
    assert unlike([chat_after_change.found()], ("metadata",), OTHERS) == []


@requirement(
    "stored.changing.nothing-else",
    MUST,
    basis="schema",
    breaks="who marks an answer has another one afterwards",
)
def test_nothing_else_of_a_chat_is_changed(labelled_chat, changed_chat):
    """A chat whose labels are changed is the same answer as before."""
    assert differences(labelled_chat, changed_chat) == []
