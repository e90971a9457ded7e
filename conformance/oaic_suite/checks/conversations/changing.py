"""The labels of a conversation, changed."""

from oaic_suite.checks.conversations.conversations import LABELS
from oaic_suite.checks.conversations.surface import BEGIN, CHANGE, DESCRIBE
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

OTHERS = {"purpose": "another", "colour": "green"}


@conversation("reply", control=True)
def labelled_conversation(target):
    """A conversation of which only the labels are of interest."""
    target.capabilities.require("conversations-changed")
    return target.ask(BEGIN, metadata=LABELS)


@conversation("reply")
def changed_conversation(target, labelled_conversation):
    """The same with other labels."""
    return target.ask(CHANGE, conversation_id=labelled_conversation.id_at("id"), metadata=OTHERS)


@conversation("reply")
def conversation_after_change(target, labelled_conversation, changed_conversation):
    """The same, described after that."""
    changed_conversation.require_status()
    target.capabilities.require("conversations-described")
    return target.ask(DESCRIBE, conversation_id=labelled_conversation.id_at("id"))


def gives_labels(body):
    return bool(body.get("metadata"))


@requirement(
    "conversations.changing.status",
    MUST,
    basis="schema",
    on=CHANGE,
    owns="@outcome",
    breaks="applications that title a conversation, or file it, cannot",
)
def test_labels_are_changed(changed_conversation):
    """The labels of a conversation are changed with status 200."""
    assert changed_conversation.outcome == 200


@requirement(
    "conversations.changing.schema",
    MUST,
    basis="schema",
    on=CHANGE,
    breaks="typed clients fail to decode the conversation",
)
def test_a_changed_conversation_keeps_the_contract(changed_conversation):
    """A conversation whose labels were changed keeps the contract."""
    assert changed_conversation.residue() == []


@requirement(
    "conversations.changing.told",
    SHOULD,
    basis="observed",
    on=CHANGE,
    when=gives_labels,
    breaks="what is shown after a change is what was there before",
)
def test_the_new_labels_are_told(changed_conversation):
    """A conversation whose labels are changed has the new ones, and no others."""
    asked = changed_conversation.request.get("metadata")
    assert unlike([changed_conversation.found()], ("metadata",), asked) == []


@requirement(
    "conversations.changing.kept",
    SHOULD,
    basis="observed",
    breaks="a change is lost as soon as somebody looks again",
)
def test_the_new_labels_are_kept(changed_conversation, conversation_after_change):
    """A conversation described after a change has the new labels."""
    asked = changed_conversation.request.get("metadata")
    assert unlike([conversation_after_change.found()], ("metadata",), asked) == []
