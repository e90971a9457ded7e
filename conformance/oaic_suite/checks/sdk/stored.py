"""Chats that are kept, by the official Python SDK: listed, fetched, labelled anew, deleted."""

from oaic_suite.asking.waiting import awaited, is_there
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.responses.surface import TURNS
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS
from oaic_suite.checks.sdk.responses.readings import walked
from oaic_suite.checks.stored.readings import all_told_of
from oaic_suite.checks.stored.surface import FETCH
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

OF_A_SERIES = 2
NOTED = {"purpose": "conformance", "noted": "yes"}


@conversation(variants=WAYS)
def sdk_stored_list(sdk, series, list_of_series, variant):
    all_told_of(list_of_series, series)
    return sdk.ask(variant[0], "stored_chats", series[0].request.get("metadata"))


@conversation(variants=WAYS)
def sdk_stored_chat(sdk, kept_chat, fetched_chat, variant):
    fetched_chat.require_status()
    return sdk.ask(variant[0], "stored_chat", kept_chat.id_at("id"))


@conversation(variants=WAYS)
def sdk_stored_labels(sdk, labelled_chat, chat_after_change, variant):
    chat_after_change.require_status()
    return sdk.ask(variant[0], "stored_labels", labelled_chat.id_at("id"), NOTED)


@conversation(variants=WAYS)
def sdk_stored_messages(target, sdk, kept_chat, fetched_chat, variant):
    fetched_chat.require_status()
    target.capabilities.require("stored-messages")
    return sdk.ask(variant[0], "stored_messages", kept_chat.id_at("id"))


@conversation(variants=WAYS)
def sdk_stored_deleted(target, sdk, deleted_chat, variant):
    """One that is there; it may take a moment to be."""
    deleted_chat.require_status()
    id = Reply(target.ask(CHAT, store=True)).id_at("id")
    Reply(awaited(lambda: target.ask(FETCH, completion_id=id), is_there)).require_status()
    return sdk.ask(variant[0], "stored_deleted", id)


@requirement(
    "sdk.stored.list",
    MUST,
    basis="sdk",
    breaks="who iterates over the answers that were kept reads them again and again, or misses some",
)
def test_kept_chats_are_iterated(sdk_stored_list):
    """The official Python SDK iterates over all pages of the chats that have a label, each chat once."""
    assert sdk_stored_list.misread(walked(sdk_stored_list, OF_A_SERIES)) == []


@requirement(
    "sdk.stored.retrieve",
    MUST,
    basis="sdk",
    breaks="programs that look at an answer later end in an exception",
)
def test_a_kept_chat_is_read(sdk_stored_chat):
    """The official Python SDK fetches a chat by its id, and reads it as it stands in the answer."""
    assert sdk_stored_chat.misread(readings.stored) == []


@requirement(
    "sdk.stored.update",
    MUST,
    basis="sdk",
    breaks="programs that mark answers end in an exception",
)
def test_a_kept_chat_is_labelled(sdk_stored_labels):
    """The official Python SDK changes the labels of a chat, and reads it as it stands in the answer."""
    assert sdk_stored_labels.misread(readings.stored) == []


@requirement(
    "sdk.stored.messages",
    MUST,
    basis="sdk",
    breaks="who iterates over what was asked reads messages again and again, or misses some",
)
def test_messages_are_iterated(sdk_stored_messages):
    """The official Python SDK iterates over all pages of the messages of a chat, each message once."""
    assert sdk_stored_messages.misread(walked(sdk_stored_messages, len(TURNS))) == []


@requirement(
    "sdk.stored.delete",
    MUST,
    basis="sdk",
    breaks="programs that forget what a user said end in an exception, or only believe that they did",
)
def test_a_kept_chat_is_deleted(sdk_stored_deleted):
    """What the official Python SDK deleted it looks for in vain: a `NotFoundError`."""
    assert sdk_stored_deleted.misread(readings.raising("NotFoundError")) == []
