"""What there is to look at in a request: one thing or several, each of texts and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from oaic_server.answering.media import is_link, picture


@dataclass(frozen=True)
class Seen:
    """One input; pictures that are sent along say nothing, those that are linked what their address says."""

    text: str
    links: str = ""
    has_text: bool = True
    has_pictures: bool = False


def inputs(given: str | list[Any]) -> list[Seen]:
    if isinstance(given, str):
        return [Seen(given)]
    if isinstance(given[0], str):
        return [Seen(text) for text in given]
    return [together(given)]


def together(parts: Sequence[dict[str, Any]]) -> Seen:
    """The parts of one input; refuses a picture that is none."""
    texts = [part["text"] for part in parts if part["type"] == "text"]
    pictures = {
        f"input[{place}].image_url.url": part["image_url"]["url"]
        for place, part in enumerate(parts)
        if part["type"] == "image_url"
    }
    for place, url in pictures.items():
        picture(url, place)
    links = [url for url in pictures.values() if is_link(url)]
    return Seen("\n".join(texts), "\n".join(links), bool(texts), bool(pictures))
