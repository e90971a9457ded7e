"""Parts of a user's message that are no text, small and real.

The samples are a grey square of 64 pixels, a page of one line, half a second of a tone, and as much silence:
what every decoder takes.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).with_name("samples")
Part = dict[str, Any]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def text(words: str) -> Part:
    return {"type": "text", "text": words}


def data_url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{in_base64(data)}"


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def picture(url: str, **more: str) -> Part:
    return {"type": "image_url", "image_url": {"url": url, **more}}


def sound(data: bytes, kind: str) -> Part:
    return {"type": "input_audio", "input_audio": {"data": in_base64(data), "format": kind}}


def file(data: bytes, kind: str, name: str) -> Part:
    return {"type": "file", "file": {"filename": name, "file_data": data_url(kind, data)}}


SQUARE = data_url("image/png", sample("square.png"))
PICTURE = picture(SQUARE)
SOUND = sound(sample("tone.wav"), "wav")
FILE = file(sample("hello.pdf"), "application/pdf", "hello.pdf")
QUESTION = text("What is this? Answer in one word.")


def asking(*parts: Part) -> dict[str, Any]:
    """The members of a request whose one message asks about these parts."""
    return {"messages": [{"role": "user", "content": [QUESTION, *parts]}]}
