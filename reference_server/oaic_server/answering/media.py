"""The pictures, sounds and files of a prompt: what each is, and whether it is that.

What a request holds is decoded as far as it tells its kind; a link is taken as it stands, for nothing is ever fetched.
"""

from __future__ import annotations

import base64
import re
import string
from dataclasses import dataclass

from oaic_server.exchange.refusal import Refusal

LINKS = ("http://", "https://")
DATA_URL, BASE64 = "data:", ";base64"
PICTURES = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
SOUNDS = {
    "wav": re.compile(rb"RIFF....WAVE", re.DOTALL),
    "mp3": re.compile(rb"ID3|\xff[\xe0-\xff]"),
}
PDF = "application/pdf"
DOCUMENT = re.compile(rb"%PDF-")
ALPHABET = f"{string.ascii_letters}{string.digits}+/".encode()  # of base64
HEAD = 64  # characters of it that are decoded: they tell what it is


@dataclass(frozen=True)
class Content:
    head: bytes
    size: int


@dataclass(frozen=True)
class Medium:
    """Something in a prompt that is no text, as the parrot speaks of it."""

    sense: str
    name: str

    @property
    def sentence(self) -> str:
        return f"Polly {self.sense} {self.name}."


def picture(url: str, param: str) -> Medium:
    if is_link(url):
        return Medium("sees a picture at", url)
    kind, data = inline(url, param, "invalid_image_url")
    if kind not in PICTURES or not PICTURES[kind].match(data.head):
        expected = f"a picture of type {', '.join(PICTURES)}, and of the type it is said to be"
        raise Refusal(400, f"{param}: expected {expected}, found {kind or 'no type'}", code="invalid_image_format")
    return Medium("sees", sized(kind, data.size))


def sound(data: str, kind: str, param: str) -> Medium:
    heard = decoded(data, param)
    if not SOUNDS[kind].match(heard.head):
        raise Refusal(400, f"{param}: expected a sound in the format {kind}", code="invalid_value", param=param)
    return Medium("hears", sized(kind, heard.size))


def document(url: str, name: str, param: str) -> Medium:
    kind, data = inline(url, param, "invalid_value")
    if kind != PDF or not DOCUMENT.match(data.head):
        raise Refusal(400, f"{param}: expected a file of type {PDF}", code="unsupported_file", param=param)
    return Medium("reads", f"{name}, {sized(kind, data.size)}")


def no_file(file_id: str, param: str) -> Refusal:
    """There is no place for files here yet."""
    return Refusal(404, f"{param}: there is no file {file_id!r}", param=param)


def inline(url: str, place: str, code: str) -> tuple[str, Content]:
    """The media type of a data URL, and what it holds."""
    head, comma, data = url.partition(",")
    if not (comma and head.startswith(DATA_URL) and head.endswith(BASE64)):
        raise Refusal(400, f"{place}: expected data:<type>;base64,<data>", code=code, param=place)
    return head.removeprefix(DATA_URL).partition(";")[0].lower(), decoded(data, place)


def decoded(data: str, place: str) -> Content:
    """What base64 stands for; its padding may be missing."""
    written = data.encode(errors="replace")
    padding = written.translate(None, ALPHABET)
    digits = len(written) - len(padding)
    if padding.strip(b"=") or not written.endswith(padding) or digits % 4 == 1:
        raise Refusal(400, f"{place}: expected base64", code="invalid_base64")
    head = written[: min(digits, HEAD)]
    return Content(base64.b64decode(head + b"=" * (-len(head) % 4)), digits * 3 // 4)


def is_link(url: str) -> bool:
    return url[: len(max(LINKS, key=len))].lower().startswith(LINKS)


def sized(kind: str, size: int) -> str:
    return f"{kind}, {size} bytes"
