"""Items added to a conversation, of every kind that the session of an agent keeps."""

from oaic_suite.checks.conversations.conversations import IN_ORDER, LABELS
from oaic_suite.checks.conversations.readings import turns, unsaid
from oaic_suite.checks.conversations.surface import ADD, BEGIN, LIST
from oaic_suite.evidence.located import repeated
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

CALL = {"type": "function_call", "call_id": "call_6f1d2c", "name": "get_weather", "arguments": "{}"}
NOTE = {"type": "custom_tool_call", "call_id": "call_6f1d2d", "name": "write_a_note", "input": "Buy milk."}
PARTS = [{"type": "input_text", "text": "My name "}, {"type": "input_text", "text": "is Ada."}]
SAID = [{"type": "output_text", "text": "Good to know, Ada.", "annotations": []}]
KINDS = {
    "text": [{"role": "user", "content": "My name is Ada."}],
    "parts": [{"type": "message", "role": "user", "content": PARTS}],
    "answer": [{"type": "message", "role": "assistant", "content": SAID}],
    "call": [CALL, {"type": "function_call_output", "call_id": "call_6f1d2c", "output": "Rain."}],
    "custom-call": [NOTE, {"type": "custom_tool_call_output", "call_id": "call_6f1d2d", "output": "Done."}],
}
THOUGHT = [{"type": "reasoning", "id": "rs_6f1d2c6f1d2c6f1d", "summary": []}]
USUAL = ("text", "parts", "answer", "call")
NOTES = [{"role": "user", "content": "Buy milk."}, {"role": "user", "content": "Buy bread."}]
UNTYPED = "message"  # what an item is that does not say it


@conversation("reply", control=True)
def growing_conversation(target):
    """A conversation that items are added to."""
    target.capabilities.require("conversations-added-to")
    return target.ask(BEGIN, metadata=LABELS)


@conversation("reply", KINDS)
def added_items(target, growing_conversation, variant):
    """Items added to it."""
    return target.ask(ADD, conversation_id=growing_conversation.id_at("id"), items=variant)


@conversation("reply")
def added_thoughts(target, growing_conversation):
    """What another server thought, added to it: a server may refuse that."""
    return target.ask(ADD, conversation_id=growing_conversation.id_at("id"), items=THOUGHT)


@conversation("reply", control=True)
def notebook(target):
    """A conversation of a few messages."""
    target.capabilities.require("conversations-added-to")
    return target.ask(BEGIN, metadata=LABELS)


@conversation("reply")
def notes(target, notebook):
    """Two messages, added to it at once."""
    return target.ask(ADD, conversation_id=notebook.id_at("id"), items=NOTES)


@conversation("reply")
def list_of_notes(target, notebook, notes):
    """All that it has after that."""
    notes.require_status()
    target.capabilities.require("conversations-listed")
    return target.ask(LIST, conversation_id=notebook.id_at("id"), **IN_ORDER)


def has_no_references(body):
    """Whether every item is one by itself: one that refers to another becomes that one."""
    return all(item.get("type") != "item_reference" for item in body.get("items", ()))


@requirement(
    "conversations.adding.status",
    MUST,
    basis="schema",
    on=ADD,
    only=USUAL,
    owns="@outcome",
    breaks="the sessions of the Agents SDK keep every turn by this request, and lose it",
)
def test_messages_and_calls_are_added(added_items):
    """Messages, calls of functions and their results are added to a conversation with status 200."""
    assert added_items.outcome == 200


@requirement(
    "conversations.adding.custom-calls",
    SHOULD,
    basis="schema",
    on=ADD,
    only="custom-call",
    owns="@outcome",
    breaks="agents that call custom tools lose the whole turn",
)
def test_custom_calls_are_added(added_items):
    """Calls of custom tools and their results are added to a conversation with status 200."""
    assert added_items.outcome == 200


@requirement("conversations.adding.thoughts", INFO, basis="hearsay", on=ADD, only=OURS, owns="@outcome")
def test_thoughts_are_added(added_thoughts):
    """Thoughts are added to a conversation with status 200, though it was another server that thought."""
    assert added_thoughts.outcome == 200


@requirement(
    "conversations.adding.schema",
    MUST,
    basis="schema",
    on=ADD,
    breaks="typed clients fail to decode the list",
)
def test_what_is_added_keeps_the_contract(added_items):
    """What is added is told as a list that keeps the contract, each item with an `id`."""
    assert added_items.residue() == []


@requirement(
    "conversations.adding.as-sent",
    SHOULD,
    basis="observed",
    on=ADD,
    when=has_no_references,
    breaks="clients that note the id of each item they send note that of another",
)
def test_what_is_added_is_told_as_it_was_sent(added_items):
    """As many items are told as were sent, of the same types and in the same order."""
    asked = [item.get("type", UNTYPED) for item in added_items.request.get("items")]
    assert [type.value for type in added_items.each("/data/*/type")] == asked


@requirement(
    "conversations.adding.own-ids",
    MUST,
    basis="schema",
    on=LIST,
    breaks="who takes one item out takes out another",
)
def test_every_item_has_its_own_id(list_of_notes):
    """No two items of a conversation have the same `id`."""
    assert repeated(list_of_notes.sound("/data/*/id"), "an id of its own") == []


@requirement(
    "conversations.adding.kept",
    MUST,
    basis="schema",
    breaks="what was said is lost: the next turn does not know of it",
)
def test_what_is_added_is_kept(notes, list_of_notes):
    """The items that were added to a conversation are in it."""
    assert unsaid(list_of_notes, *turns(notes.request.get("items"))) == []
