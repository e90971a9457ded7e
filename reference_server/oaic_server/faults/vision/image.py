"""Pictures that are refused, dropped, or believed in although they are none."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.vision.replies import PICTURE, contents, parts, refuse, uncounted


def urls(request: Request) -> list[str]:
    return [str(picture["url"]) for picture in parts(request.body, PICTURE)]


@fault("vision.image.accepted", stage="answer", on=CHAT)
def no_picture_is_taken(request: Request) -> None:
    refuse(request, bool(urls(request)) and not request.stream)


@fault("vision.image.counted", on=CHAT)
def pictures_are_dropped(reply: Reply) -> None:
    uncounted(reply, PICTURE)


@fault("vision.image.stream", stage="answer", on=CHAT)
def no_picture_is_taken_for_a_stream(request: Request) -> None:
    refuse(request, bool(urls(request)) and request.stream)


@fault("vision.image.formats", stage="answer", on=CHAT)
def nothing_but_png_is_taken(request: Request) -> None:
    refuse(request, any(url.startswith(("data:image/gif", "data:image/webp")) for url in urls(request)))


@fault("vision.image.link", stage="answer", on=CHAT)
def no_address_is_followed(request: Request) -> None:
    refuse(request, any(url.startswith("http") for url in urls(request)))


@fault("vision.image.detail", stage="answer", on=CHAT)
def no_detail_is_known(request: Request) -> None:
    refuse(request, any("detail" in picture for picture in parts(request.body, PICTURE)))


@fault("vision.image.several", stage="answer", on=CHAT)
def one_picture_is_enough(request: Request) -> None:
    refuse(request, len(urls(request)) > 1)


@fault("vision.image.alone", stage="answer", on=CHAT)
def no_picture_is_taken_without_a_word(request: Request) -> None:
    refuse(request, any({part["type"] for part in content} == {PICTURE} for content in contents(request.body)))


@fault("vision.image.earlier", stage="answer", on=CHAT)
def pictures_are_of_the_present(request: Request) -> None:
    last = request.body["messages"][-1]["content"]
    refuse(request, bool(urls(request)) and isinstance(last, str))
