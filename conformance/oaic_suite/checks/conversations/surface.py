"""Conversations, asked for: begun, described, changed, deleted; their items added, listed, fetched, taken out."""

from oaic_suite.asking.surface import Keeping, Maker, Plain, Probe, Surface

BEGIN, DESCRIBE, CHANGE, DELETE = (
    "createConversation",
    "getConversation",
    "updateConversation",
    "deleteConversation",
)
ADD, LIST, FETCH, TAKE_OUT = (
    "createConversationItems",
    "listConversationItems",
    "getConversationItem",
    "deleteConversationItem",
)
HELLO = {"type": "message", "role": "user", "content": "Say hello."}
SOME = Maker(BEGIN)
AN_ITEM = Maker(ADD, at=("data", 0, "id"))


def of_one(operation, called, maker=SOME, body=None):
    return Plain(operation, body, of_a_model=False, called=called, made_by=maker)


def where_there_are_some(operation):
    """What is asked of a conversation, where there are any."""
    return Probe(operation, needs="conversations")


SURFACE = Surface(
    "conversations",
    profile="conversations",
    plain=(
        Plain(BEGIN, {}, of_a_model=False),
        of_one(DESCRIBE, "conversation"),
        of_one(CHANGE, "labels", body={"metadata": {}}),
        of_one(ADD, "added-items", body={"items": [HELLO]}),
        of_one(LIST, "conversation-items"),
        of_one(FETCH, "conversation-item", AN_ITEM),
        of_one(TAKE_OUT, "item-deletion", AN_ITEM),
        of_one(DELETE, "conversation-deletion"),
    ),
    probes={
        "conversations": Probe(BEGIN, needs="responses", called=("conversation", "conversations")),
        "conversations-described": where_there_are_some(DESCRIBE),
        "conversations-changed": where_there_are_some(CHANGE),
        "conversations-added-to": where_there_are_some(ADD),
        "conversations-listed": where_there_are_some(LIST),
        "conversations-items": where_there_are_some(FETCH),
        "conversations-items-deleted": where_there_are_some(TAKE_OUT),
        "conversations-deleted": where_there_are_some(DELETE),
    },
    keeps=(Keeping(BEGIN, DELETE),),
)
