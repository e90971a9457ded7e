"""Pictures that cannot be found, opened, or are others than were asked for; and legal oddities."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.embeddings.replies import changed
from oaic_server.faults.images.replies import (
    A_DOT,
    bytes_of,
    cut,
    entries,
    forget_the_input,
    pictures,
    rename,
    repaint,
    tell_as_addresses,
    tell_nothing_else,
)
from oaic_server.faults.operations import IMAGE


@fault("images.reply.status", on=IMAGE)
@in_answers
def painting_breaks_down(reply: Reply) -> None:
    if reply.request.body.get("n"):
        break_down(reply)


@fault("images.reply.content-type", on=IMAGE)
@in_answers
def pictures_are_declared_as_one(reply: Reply) -> None:
    reply.set_header("content-type", "image/png")


@fault("images.reply.json", on=IMAGE)
@in_answers
def a_picture_comes_as_it_is(reply: Reply) -> None:
    shown = pictures(reply)
    reply.body = bytes_of(shown[0]) if shown else b"<svg/>"


@fault("images.reply.no-error", on=IMAGE)
@in_answers
def a_failure_looks_like_a_success(reply: Reply) -> None:
    reply.body = Refusal(500, "The model is not loaded.").envelope()


@fault("images.reply.data", on=IMAGE)
@in_answers
def pictures_are_called_images(reply: Reply) -> None:
    reply.body["images"] = reply.body.pop("data")


@fault("images.reply.count", stage="request", on=IMAGE)
def one_picture_is_enough(request: Request) -> Request:
    return changed(request, n=1) if request.members.get("n") == 2 else request


@fault("images.reply.created", on=IMAGE)
@in_answers
def the_date_is_a_text(reply: Reply) -> None:
    reply.body["created"] = "2026-11-28T00:00:00Z"


@fault("images.reply.created-plausible", on=IMAGE)
@in_answers
def the_date_is_in_milliseconds(reply: Reply) -> None:
    reply.body["created"] *= 1000


@fault("images.reply.picture", on=IMAGE)
@in_answers
def pictures_have_another_name(reply: Reply) -> None:
    rename(reply)


@fault("images.reply.one-member", on=IMAGE)
@in_answers
def pictures_are_told_twice(reply: Reply) -> None:
    for entry in entries(reply):
        entry.setdefault("url", "https://example.com/parrot.png")
        entry.setdefault("b64_json", A_DOT)


@fault("images.reply.as-asked", stage="request", on=IMAGE)
def the_form_is_the_servers_choice(request: Request) -> Request:
    other = {"url": "b64_json", "b64_json": "url"}
    asked = request.members.get("response_format")
    is_plain = request.members.keys() <= {"model", "prompt", "response_format"}
    return changed(request, response_format=other[asked]) if asked in other and is_plain else request


@fault("images.reply.base64", on=IMAGE)
@in_answers
def a_picture_is_a_data_url(reply: Reply) -> None:
    tell_as_addresses(reply)


@fault("images.reply.readable", on=IMAGE)
@in_answers
def the_end_of_a_picture_is_missing(reply: Reply) -> None:
    cut(pictures(reply), 16)


@fault("images.reply.readable:page", on=IMAGE)
@in_answers
def a_page_is_told_as_a_picture(reply: Reply) -> None:
    for entry in pictures(reply):
        repaint(entry, b"<html><h1>502 Bad Gateway</h1></html>")


@fault("images.reply.format", stage="request", on=IMAGE)
def every_picture_is_a_png(request: Request) -> Request:
    return changed(request, output_format="png") if request.members.get("output_format") == "webp" else request


@fault("images.reply.size", on=IMAGE)
@in_answers
def every_picture_is_a_dot(reply: Reply) -> None:
    for entry in pictures(reply):
        entry["b64_json"] = A_DOT if reply.request.body.get("size") else entry["b64_json"]


@fault("images.reply.total", on=IMAGE)
@in_answers
def the_total_is_the_output(reply: Reply) -> None:
    forget_the_input(reply.body["usage"])


@fault("images.reply.counted", on=IMAGE)
@in_answers
def pictures_cost_nothing(reply: Reply) -> None:
    reply.body["usage"] |= {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}


@fault("images.reply.schema", on=IMAGE)
@in_answers
def the_background_is_a_flag(reply: Reply) -> None:
    reply.body["background"] = False


@benign("images.reply.bare", on=IMAGE)
@in_answers
def an_answer_tells_nothing_but_its_pictures(reply: Reply) -> None:
    tell_nothing_else(reply)


@benign("images.reply.nulls", on=IMAGE)
@in_answers
def members_that_say_nothing_are_null(reply: Reply) -> None:
    for entry in entries(reply):
        entry |= {name: entry.get(name) for name in ("b64_json", "url", "revised_prompt")}


@benign("images.reply.other-size", on=IMAGE)
@in_answers
def a_picture_has_another_size_and_says_so(reply: Reply) -> None:
    for entry in pictures(reply):
        entry["b64_json"] = A_DOT if reply.request.body.get("size") else entry["b64_json"]
    reply.body["size"] = "1x1" if reply.request.body.get("size") else reply.body["size"]


@benign("images.reply.revised", on=IMAGE)
@in_answers
def the_prompt_was_revised(reply: Reply) -> None:
    for entry in entries(reply):
        entry["revised_prompt"] = "A parrot, in oil."


@benign("images.reply.more-members", on=IMAGE)
@in_answers
def pictures_say_how_they_were_made(reply: Reply) -> None:
    reply.body |= {"model": "painter", "id": None}
    for entry in entries(reply):
        entry |= {"seed": 7, "media_type": "image/png"}
