"""Variations that do not come, or cannot be found."""

from __future__ import annotations

from oaic_server.exchange.refusal import internal_error
from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.images.replies import (
    move_elsewhere,
    rename,
)
from oaic_server.faults.operations import IMAGE_VARIATION


@fault("images.variation.status", on=IMAGE_VARIATION)
@in_answers
def variations_fail_with_an_explanation(reply: Reply) -> None:
    failure = internal_error()
    reply.status, reply.body = failure.status, failure.envelope()


@fault("images.variation.picture", on=IMAGE_VARIATION)
@in_answers
def pictures_have_another_name(reply: Reply) -> None:
    rename(reply)


@fault("images.variation.schema", on=IMAGE_VARIATION)
@in_answers
def the_date_is_a_text(reply: Reply) -> None:
    reply.body["created"] = str(reply.body["created"])


@benign("images.variation.elsewhere", on=IMAGE_VARIATION)
@in_answers
def pictures_are_kept_elsewhere_unless_told_otherwise(reply: Reply) -> None:
    move_elsewhere(reply)
