"""Addresses of pictures that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.images.replies import A_DOT, ELSEWHERE, entries, move_elsewhere
from oaic_server.faults.operations import IMAGE


@fault("images.address.absolute", on=IMAGE)
@in_answers
def an_address_is_a_path(reply: Reply) -> None:
    readdress(reply, lambda url: urlsplit(url).path)


@fault("images.address.open", on=IMAGE)
@in_answers
def pictures_are_not_kept(reply: Reply) -> None:
    readdress(reply, lambda url: url.replace("/pictures/", "/lost/"))


@fault("images.address.readable", on=IMAGE)
@in_answers
def at_the_address_is_a_page(reply: Reply) -> None:
    readdress(reply, lambda url: f"http://{urlsplit(url).netloc}/docs")


@benign("images.address.elsewhere", on=IMAGE)
@in_answers
def pictures_are_kept_elsewhere(reply: Reply) -> None:
    readdress(reply, lambda url: ELSEWHERE)


@benign("images.address.inline", on=IMAGE)
@in_answers
def pictures_are_in_their_addresses(reply: Reply) -> None:
    readdress(reply, lambda url: f"data:image/png;base64,{A_DOT}")


@benign("images.address.unasked", on=IMAGE)
@in_answers
def pictures_are_kept_elsewhere_unless_told_otherwise(reply: Reply) -> None:
    move_elsewhere(reply)


def readdress(reply: Reply, other: Callable[[str], str]) -> None:
    for entry in entries(reply):
        if "url" in entry:
            entry["url"] = other(entry["url"])
