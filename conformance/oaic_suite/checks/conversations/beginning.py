"""A conversation that is begun, and what it begins with."""

from oaic_suite.checks.conversations.readings import turns, unsaid
from oaic_suite.checks.conversations.surface import BEGIN, LIST
from oaic_suite.evidence.located import repeated, unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

TWINS = {"purpose": "twins"}


@conversation("reply")
def list_of_nothing(target, empty_conversation):
    """What a conversation has that begins with nothing."""
    target.capabilities.require("conversations-listed")
    return target.ask(LIST, conversation_id=empty_conversation.id_at("id"))


@conversation()
def twins(target, begun_conversation):
    """Two conversations that begin alike."""
    begun_conversation.require_status()
    return [Reply(target.ask(BEGIN, metadata=TWINS)) for _ in range(2)]


@requirement(
    "conversations.beginning.status",
    MUST,
    basis="schema",
    on=BEGIN,
    owns="@outcome",
    breaks="the sessions of the Agents SDK begin with this request, and do not begin",
)
def test_a_conversation_is_begun(begun_conversation):
    """A conversation is begun with status 200."""
    assert begun_conversation.outcome == 200


@requirement(
    "conversations.beginning.schema",
    MUST,
    basis="schema",
    on=BEGIN,
    breaks="clients have no id to go on with, or fail to decode the conversation",
)
def test_a_conversation_keeps_the_contract(begun_conversation):
    """A conversation that is begun keeps the contract: `id`, `object`, `created_at` and `metadata`."""
    assert begun_conversation.residue() == []


@requirement(
    "conversations.beginning.own-id",
    MUST,
    basis="schema",
    on=BEGIN,
    among="reply",
    breaks="what one user says is read in the conversation of another",
)
def test_every_conversation_has_its_own_id(twins):
    """No two conversations have the same `id`."""
    assert repeated([twin.sound("/id")[0] for twin in twins], "an id of its own") == []


@requirement(
    "conversations.beginning.labels",
    SHOULD,
    basis="observed",
    on=BEGIN,
    only=OURS,
    shows="metadata",
    breaks="applications that tell conversations apart by their labels cannot",
)
def test_a_conversation_has_its_labels(begun_conversation):
    """A conversation has the `metadata` that it was begun with."""
    asked = begun_conversation.request.get("metadata")
    assert unlike([begun_conversation.found()], ("metadata",), asked) == []


@requirement(
    "conversations.beginning.items",
    MUST,
    basis="schema",
    shows="items",
    breaks="the model is not told what went before",
)
def test_a_conversation_has_what_it_began_with(begun_conversation, items_in_order):
    """A conversation has the items that it was begun with."""
    assert unsaid(items_in_order, *turns(begun_conversation.request.get("items"))) == []


@requirement(
    "conversations.beginning.empty",
    MUST,
    basis="schema",
    on=LIST,
    only=OURS,
    breaks="what others said is read in a conversation that is new",
)
def test_a_conversation_begins_with_nothing_else(list_of_nothing):
    """A conversation that is begun without items has none."""
    assert list_of_nothing.array("data") == []
