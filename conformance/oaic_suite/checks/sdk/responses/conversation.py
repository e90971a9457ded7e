"""Conversations that a server keeps, by the official Python SDK: begun, added to, listed, gone on with."""

from oaic_suite.checks.responses.surface import CREATE, KEPT, TURNS
from oaic_suite.checks.sdk.conversations import WAYS, ask_sdk
from oaic_suite.checks.sdk.responses import readings
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

ITEMS = [{"type": "message", **turn} for turn in TURNS if turn["role"] == "user"]
SPOKEN = 2  # turns of a conversation in which one answer was given


@conversation(variants=WAYS)
def sdk_conversation_items(target, sdk, variant):
    """Two pages, the second of them asked for by the SDK itself."""
    target.capabilities.require("conversations")
    return forgetting(sdk, variant, sdk.ask(variant[0], "conversation_items", [*ITEMS, ITEMS[0]]))


@conversation(variants=WAYS)
def sdk_conversation_turn(target, sdk, bare_response, variant):
    target.capabilities.require("conversations")
    heard = ask_sdk(target, sdk, bare_response, variant, "conversation_turn", operation=CREATE, **KEPT)
    return forgetting(sdk, variant, heard)


def forgetting(sdk, way, heard):
    """What was heard; the conversation is kept no longer."""
    begun = heard.exchanges[0]
    if begun.status == 200:
        sdk.ask(way[0], "conversation_deleted", Reply(begun).id_at("id"))
    return heard


@requirement(
    "sdk.responses.conversation.items",
    MUST,
    basis="sdk",
    breaks="who shows a conversation by iterating over it reads items again and again, or misses some",
)
def test_the_items_are_iterated(sdk_conversation_items):
    """The official Python SDK begins a conversation, adds to it, and iterates over its items, each of them once."""
    assert sdk_conversation_items.misread(readings.walked(sdk_conversation_items, len(ITEMS) + 1)) == []


@requirement(
    "sdk.responses.conversation.turn",
    MUST,
    basis="sdk",
    breaks="assistants that leave the history to the server have none: the turn is refused, or is not there afterwards",
)
def test_a_turn_is_taken(sdk_conversation_turn):
    """A response that the official Python SDK asks for in a conversation is a turn of it, beside what was asked."""
    assert sdk_conversation_turn.misread(readings.turn(sdk_conversation_turn, SPOKEN)) == []
