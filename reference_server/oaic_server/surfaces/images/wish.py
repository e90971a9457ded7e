"""What a request for pictures asks for, with what holds where it does not say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oaic_server.parrot.picture import Picture, motif
from oaic_server.parrot.tokenizer import count

Body = dict[str, Any]

USUAL_SIZE = (1_024, 1_024)
USUAL_QUALITY = "medium"
UNSAID = (None, "auto")
PIXELS_A_TOKEN = 4_096
COST_OF_ONE_SHOWN = 256  # tokens
QUALITIES = {"standard": USUAL_QUALITY, "hd": "high"}  # as older models call them


@dataclass(frozen=True)
class Wish:
    words: str
    pictures: int
    size: tuple[int, int]
    quality: str
    format: str
    clear: bool
    partial: int  # how often each comes before it is done, where it is streamed
    by_address: bool
    shown: tuple[bytes, ...] = ()  # pictures to go by

    def painted(self) -> Iterator[Picture]:
        words = "\n".join([self.words, *(hashlib.sha256(data).hexdigest() for data in self.shown)])
        for choice in range(self.pictures):
            yield Picture(motif(words, choice), *self.size, self.format, self.clear)

    @property
    def told(self) -> dict[str, Any]:
        """What an answer says of its pictures."""
        width, height = self.size
        background = "transparent" if self.clear else "opaque"
        return {
            "size": f"{width}x{height}",
            "quality": self.quality,
            "background": background,
            "output_format": self.format,
        }

    @property
    def tokens_each(self) -> int:
        width, height = self.size
        return -(-width * height // PIXELS_A_TOKEN)

    def usage(self, pictures: int) -> dict[str, Any]:
        """What so many of them cost."""
        heard, seen, made = count(self.words), len(self.shown) * COST_OF_ONE_SHOWN, pictures * self.tokens_each
        return {
            "input_tokens": heard + seen,
            "input_tokens_details": {"text_tokens": heard, "image_tokens": seen},
            "output_tokens": made,
            "total_tokens": heard + seen + made,
        }


def wish(body: Body, shown: tuple[bytes, ...] = ()) -> Wish:
    quality = USUAL_QUALITY if body.get("quality") in UNSAID else body["quality"]
    return Wish(
        words=body.get("prompt", ""),
        pictures=body.get("n") or 1,
        size=sides(body.get("size")),
        quality=QUALITIES.get(quality, quality),
        format=body.get("output_format") or "png",
        clear=body.get("background") == "transparent",
        partial=body.get("partial_images") or 0,
        by_address=body.get("response_format") == "url",
        shown=shown,
    )


def sides(size: str | None) -> tuple[int, int]:
    if size is None or size in UNSAID:
        return USUAL_SIZE
    width, _, height = size.partition("x")
    return int(width), int(height)
