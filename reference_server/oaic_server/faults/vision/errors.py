"""Wrong pictures, taken for right ones."""

from __future__ import annotations

from collections.abc import Callable

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.vision.replies import PICTURE, Lie, believed, overcome


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
