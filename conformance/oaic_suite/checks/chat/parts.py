"""Parts of a user's message that are no text, small and real."""

from __future__ import annotations

import base64
from typing import Any

from oaic_suite.checks.audio.tones import wav
from oaic_suite.checks.chat.paper import pdf
from oaic_suite.checks.vision.pictures import png

Part = dict[str, Any]


def text(words: str) -> Part:
    return {"type": "text", "text": words}


def data_url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{written(data)}"


def written(data: bytes) -> str:
    return base64.b64encode(data).decode()


def picture(url: str, **more: str) -> Part:
    return {"type": "image_url", "image_url": {"url": url, **more}}


def sound(data: bytes, kind: str) -> Part:
    return {"type": "input_audio", "input_audio": {"data": written(data), "format": kind}}


def file(data: bytes, kind: str, name: str) -> Part:
    return {"type": "file", "file": {"filename": name, "file_data": data_url(kind, data)}}


SQUARE = data_url("image/png", png())
PICTURE = picture(SQUARE)
SOUND = sound(wav(), "wav")
FILE = file(pdf(), "application/pdf", "hello.pdf")
QUESTION = text("What is this? Answer in one word.")


def asking(*parts: Part) -> dict[str, Any]:
    """The members of a request whose one message asks about these parts."""
    return {"messages": [{"role": "user", "content": [QUESTION, *parts]}]}
