"""Translations that do not come, or cannot be read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import TRANSLATION


@fault("transcription.translation.status", on=TRANSLATION)
@in_answers
def translation_breaks_down(reply: Reply) -> None:
    break_down(reply)


@fault("transcription.translation.json", on=TRANSLATION)
@in_answers
def the_answer_is_a_bare_text(reply: Reply) -> None:
    reply.body = str(reply.body["text"]).encode()


@fault("transcription.translation.text", on=TRANSLATION)
@in_answers
def the_text_is_called_translation(reply: Reply) -> None:
    reply.body["translation"] = reply.body.pop("text")


@fault("transcription.translation.schema", on=TRANSLATION)
@in_answers
def the_duration_is_a_text(reply: Reply) -> None:
    reply.body["duration"] = "0.5"
