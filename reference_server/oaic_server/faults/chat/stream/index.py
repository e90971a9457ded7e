"""Pieces of a stream that belong to the wrong choice."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import choices
from oaic_server.faults.operations import CHAT


@fault("chat.stream.index", on=CHAT)
def choices_have_no_index(reply: Reply) -> None:
    for choice in choices(reply):
        del choice["index"]


@fault("chat.stream.index:text", on=CHAT)
def indexes_are_text(reply: Reply) -> None:
    for choice in choices(reply):
        choice["index"] = str(choice["index"])


@fault("chat.stream.index-below-n", on=CHAT)
def the_index_counts_the_chunks(reply: Reply) -> None:
    for number, choice in enumerate(choices(reply)):
        choice["index"] = number


@fault("chat.stream.index-below-n:from-one", on=CHAT)
def the_index_counts_from_one(reply: Reply) -> None:
    for choice in choices(reply):
        choice["index"] += 1
