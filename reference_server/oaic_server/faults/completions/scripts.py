"""Faults of completions in scripts of every kind."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import choices, in_answers
from oaic_server.faults.operations import COMPLETION


@fault("completions.scripts.whole-characters", on=COMPLETION)
@in_answers
def tokens_are_decoded_one_by_one(reply: Reply) -> None:
    for choice in choices(reply):
        choice["text"] = "".join(c if c <= "\uffff" else "\ufffd\ufffd" for c in choice["text"])
