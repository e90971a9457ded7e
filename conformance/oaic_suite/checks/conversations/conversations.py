"""Conversations that several files ask about: one that begins with turns, and one that begins with nothing."""

from oaic_suite.checks.conversations.surface import BEGIN, LIST
from oaic_suite.checks.responses.surface import TURNS
from oaic_suite.judging.conversation import conversation

LABELS = {"purpose": "conformance"}
IN_ORDER = {"order": "asc", "limit": 100}


@conversation("reply", control=True)
def begun_conversation(target):
    """A conversation that begins with three turns, and a label."""
    target.capabilities.require("conversations")
    return target.ask(BEGIN, items=TURNS, metadata=LABELS)


@conversation("reply", control=True)
def empty_conversation(target):
    """A conversation that begins with nothing."""
    target.capabilities.require("conversations")
    return target.ask(BEGIN)


@conversation("reply")
def items_in_order(target, begun_conversation):
    """All that the first has in it, the oldest first."""
    target.capabilities.require("conversations-listed")
    return target.ask(LIST, conversation_id=begun_conversation.id_at("id"), **IN_ORDER)
