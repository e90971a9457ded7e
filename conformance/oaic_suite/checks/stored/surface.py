"""Chats that are kept, asked for: listed, fetched, labelled anew, forgotten, and what was asked for them."""

from oaic_suite.asking.surface import Keeping, Maker, Plain, Probe, Surface
from oaic_suite.checks.chat.surface import CHAT

LIST, FETCH, CHANGE, DELETE = (
    "listChatCompletions",
    "getChatCompletion",
    "updateChatCompletion",
    "deleteChatCompletion",
)
MESSAGES = "getChatCompletionMessages"
KEPT = {"store": True}
SOME = Maker(CHAT, KEPT)


def of_one(operation, called, body=None):
    return Plain(operation, body, of_a_model=False, called=called, made_by=SOME)


def where_there_are_some(operation):
    """What is asked of a chat that is kept, where any are; it may take a moment to be there."""
    return Probe(operation, needs="stored", later=True)


SURFACE = Surface(
    "stored",
    profile="stored",
    plain=(
        Plain(LIST, of_a_model=False, called="stored-chats"),
        of_one(FETCH, "stored-chat"),
        of_one(CHANGE, "stored-labels", {"metadata": {}}),
        of_one(MESSAGES, "stored-messages"),
        of_one(DELETE, "stored-deletion"),
    ),
    probes={
        "stored": Probe(LIST, needs="chat", besides={"limit": 1}),
        "stored-fetched": where_there_are_some(FETCH),
        "stored-changed": where_there_are_some(CHANGE),
        "stored-messages": where_there_are_some(MESSAGES),
        "stored-deleted": where_there_are_some(DELETE),
    },
    keeps=(Keeping(CHAT, DELETE, where=KEPT),),
)
