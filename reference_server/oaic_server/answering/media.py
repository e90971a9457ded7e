"""The pictures, sounds and files of a prompt: what each is, and whether it is that.

What a request holds is decoded as far as it tells its kind; a link is taken as it stands, for nothing is ever fetched.
"""

from __future__ import annotations

import base64
import re
import string
from collections.abc import Callable
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
PADDING = (b"", b"=", b"==")
HEAD = 64  # characters of it that are decoded: they tell what it is


@dataclass(frozen=True)
class Content:
    head: bytes
    size: int


# What base64 stands for, of a text, the member that holds it, and where in the text it begins.
Reading = Callable[[str, str, int], Content]


@dataclass(frozen=True)
class Medium:
    """Something in a prompt that is no text, as the parrot speaks of it."""

    sense: str
    name: str

    @property
    def sentence(self) -> str:
        return f"Polly {self.sense} {self.name}."


def glanced(data: str, param: str, start: int = 0) -> Content:
    """What base64 stands for, where all of it was looked at before: its beginning and its length tell."""
    digits = len(data) - start - next(length for length in (2, 1, 0) if data.endswith("=" * length))
    head = data[start : start + min(digits, HEAD)].encode()
    return Content(base64.b64decode(head + b"=" * (-len(head) % 4)), digits * 3 // 4)


def decoded(data: str, param: str, start: int = 0) -> Content:
    """What base64 stands for; its padding may be missing. A picture is megabytes: each copy of it counts."""
    written = data.encode("ascii", "replace")
    before = len(written[:start].translate(None, ALPHABET))
    padding = written.translate(None, ALPHABET)[before:]
    digits = len(written) - start - len(padding)
    if padding not in PADDING or not written.endswith(padding) or digits % 4 == 1:
        raise Refusal(400, f"{param}: expected base64", code="invalid_base64")
    return glanced(data, param, start)


def picture(url: str, param: str, read: Reading = decoded) -> Medium:
    if is_link(url):
        return Medium("sees a picture at", url)
    kind, data = inline(url, param, "invalid_image_url", read)
    if kind not in PICTURES or not PICTURES[kind].match(data.head):
        expected = f"a picture of type {', '.join(PICTURES)}, and of the type it is said to be"
        raise Refusal(400, f"{param}: expected {expected}, found {kind or 'no type'}", code="invalid_image_format")
    return Medium("sees", sized(kind, data.size))


def sound(data: str, kind: str, param: str, read: Reading = decoded) -> Medium:
    heard = read(data, param, 0)
    if not SOUNDS[kind].match(heard.head):
        raise Refusal(400, f"{param}: expected a sound in the format {kind}", code="invalid_value", param=param)
    return Medium("hears", sized(kind, heard.size))


def document(url: str, name: str, param: str, read: Reading = decoded) -> Medium:
    kind, data = inline(url, param, "invalid_value", read)
    if kind != PDF or not DOCUMENT.match(data.head):
        raise Refusal(400, f"{param}: expected a file of type {PDF}", code="unsupported_file", param=param)
    return Medium("reads", f"{name}, {sized(kind, data.size)}")


def no_file(file_id: str, param: str) -> Refusal:
    """There is no place for files here yet."""
    return Refusal(404, f"{param}: there is no file {file_id!r}", param=param)


def inline(url: str, param: str, code: str, read: Reading) -> tuple[str, Content]:
    """The media type of a data URL, and what it holds."""
    head = url[: url.find(",") + 1]
    if not (head.startswith(DATA_URL) and head.endswith(f"{BASE64},")):
        raise Refusal(400, f"{param}: expected data:<type>;base64,<data>", code=code, param=param)
    return head.removeprefix(DATA_URL).partition(";")[0].lower(), read(url, param, len(head))


def is_link(url: str) -> bool:
    return url[: len(max(LINKS, key=len))].lower().startswith(LINKS)


def sized(kind: str, size: int) -> str:
    return f"{kind}, {size} bytes"
