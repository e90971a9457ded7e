"""Pictures that are refused, dropped, or believed in although they are none."""

from __future__ import annotations

from collections.abc import Callable

from oaic_server.faults import fault
from oaic_server.faults.shown import CHAT, Lie, believed, contents, overcome, parts, refuse, uncounted
from oaic_server.reply import Reply
from oaic_server.request import Request

PICTURE = "image_url"


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


# --- pictures that are none --------------------------------------------------------------------------


def address(holds: Callable[[str], bool]) -> Lie:
    return lambda picture: isinstance(picture, dict) and holds(str(picture.get("url")))


def garbled(url: str) -> bool:
    return url.startswith("data:") and " " in url


def unreadable(url: str) -> bool:
    return url.startswith("data:image/png;base64,VGhpcy")


def unpadded(url: str) -> bool:
    data = url.partition(";base64,")[2]
    return bool(data) and " " not in data and len(data) % 4 != 0


LIES: dict[str, Lie] = {
    "no-base64": address(garbled),
    "no-picture": address(unreadable),
    "of-text": address(lambda url: url.startswith("data:text/plain")),
    "no-address": address(lambda url: ":" not in url),
    "detail-unknown": lambda picture: isinstance(picture, dict) and picture.get("detail") == "blurry",
    "bare-address": lambda picture: isinstance(picture, str),
}


def blind(slug: str, lie: Lie) -> None:
    """A fault that answers where such a picture should be refused."""

    def taken_all_the_same(reply: Reply) -> None:
        believed(reply, PICTURE, lie)

    taken_all_the_same.__doc__ = f"A picture that is {slug.replace('-', ' ')}: taken all the same"
    fault(f"vision.errors.{slug}", on=CHAT)(taken_all_the_same)


for slug, lie in LIES.items():
    blind(slug, lie)


@fault("vision.errors.client-fault", on=CHAT)
def a_broken_picture_breaks_the_server(reply: Reply) -> None:
    overcome(reply, PICTURE, LIES["no-picture"])


@fault("vision.errors.unpadded", on=CHAT)
def a_picture_without_padding_breaks_the_server(reply: Reply) -> None:
    overcome(reply, PICTURE, address(unpadded))
