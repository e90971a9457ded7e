"""Edited pictures that do not come, or cannot be found or opened."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.images.replies import (
    cut,
    forget_the_input,
    move_elsewhere,
    pictures,
    rename,
    tell_as_addresses,
    tell_nothing_else,
)
from oaic_server.faults.operations import IMAGE_EDIT


@fault("images.edit.status", on=IMAGE_EDIT)
@in_answers
def a_mask_breaks_the_server(reply: Reply) -> None:
    if reply.request.files.get("mask"):
        break_down(reply)


@fault("images.edit.several", stage="answer", on=IMAGE_EDIT)
def one_picture_is_enough(request: Request) -> None:
    if len(request.files.get("image", ())) > 1:
        raise Refusal(422, "image: Field required", param="image")


@fault("images.edit.content-type", on=IMAGE_EDIT)
@in_answers
def pictures_are_declared_as_one(reply: Reply) -> None:
    reply.set_header("content-type", "image/png")


@fault("images.edit.json", on=IMAGE_EDIT)
@in_answers
def the_answer_is_cut_short(reply: Reply) -> None:
    reply.body = reply.content()[:-2]


@fault("images.edit.data", on=IMAGE_EDIT)
@in_answers
def pictures_are_called_images(reply: Reply) -> None:
    reply.body["images"] = reply.body.pop("data")


@fault("images.edit.picture", on=IMAGE_EDIT)
@in_answers
def pictures_have_another_name(reply: Reply) -> None:
    rename(reply)


@fault("images.edit.base64", on=IMAGE_EDIT)
@in_answers
def a_picture_is_a_data_url(reply: Reply) -> None:
    tell_as_addresses(reply)


@fault("images.edit.readable", on=IMAGE_EDIT)
@in_answers
def the_end_of_a_picture_is_missing(reply: Reply) -> None:
    cut(pictures(reply), 16)


@fault("images.edit.total", on=IMAGE_EDIT)
@in_answers
def the_total_is_the_output(reply: Reply) -> None:
    forget_the_input(reply.body["usage"])


@fault("images.edit.schema", on=IMAGE_EDIT)
@in_answers
def the_date_is_a_text(reply: Reply) -> None:
    reply.body["created"] = str(reply.body["created"])


@benign("images.edit.bare", on=IMAGE_EDIT)
@in_answers
def an_answer_tells_nothing_but_its_pictures(reply: Reply) -> None:
    tell_nothing_else(reply)


@benign("images.edit.elsewhere", on=IMAGE_EDIT)
@in_answers
def pictures_are_kept_elsewhere_unless_told_otherwise(reply: Reply) -> None:
    move_elsewhere(reply)
