"""Chats that several files ask about: one that is kept, and two more of a series with one that is not to be kept."""

import time

from oaic_suite.asking.waiting import awaited, is_there
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.responses.surface import TURNS
from oaic_suite.checks.stored.surface import FETCH
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation

LABELS = {"purpose": "conformance"}
LONGEST_LABEL = 512  # characters
A_SECOND = 1.1  # dates are whole seconds: what is made so long apart has an order


@conversation("reply")
def kept_chat(target):
    """A chat that is to be kept, with a label."""
    target.capabilities.require("stored")
    return target.ask(CHAT, store=True, messages=TURNS, metadata=LABELS)


@conversation("reply")
def fetched_chat(target, kept_chat):
    """The same by its id, as soon as it is there."""
    target.capabilities.require("stored-fetched")
    id = kept_chat.id_at("id")
    return awaited(lambda: target.ask(FETCH, completion_id=id), is_there)


@conversation()
def series(target, kept_chat):
    """Two chats that are to be kept, one after the other, and one that is not; their label is nobody else's."""
    label = {"series": kept_chat.id_at("id")[:LONGEST_LABEL]}
    first = Reply(target.ask(CHAT, store=True, metadata=label))
    first.require_status()
    time.sleep(A_SECOND)
    second = Reply(target.ask(CHAT, store=True, metadata=label))
    return [first, second, Reply(target.ask(CHAT, store=False))]
