"""Where faults of pictures apply, and how they repaint one."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from oaic_server.exchange.reply import Frame, Reply

Change = Callable[[Reply], None]
Entry = dict[str, Any]
ELSEWHERE = "https://pictures.example.com/parrot.png?signed=yes"
A_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def in_streams(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.frames and not reply.is_error:
            change(reply)

    return changed


def entries(reply: Reply) -> list[Entry]:
    """What the pictures of a whole answer are told as; none of a refusal or a stream."""
    whole = isinstance(reply.body, dict) and not reply.is_error
    return list(reply.body["data"]) if whole else []


def pictures(reply: Reply) -> list[Entry]:
    """Those in base64, be they entries or events."""
    return [each for each in [*entries(reply), *(frame.data for frame in reply.chunks)] if "b64_json" in each]


def parts(reply: Reply) -> list[Frame]:
    return [frame for frame in reply.chunks if "partial_image_index" in frame.data]


def completed(reply: Reply) -> list[Frame]:
    return [frame for frame in reply.chunks if "usage" in frame.data]


def bytes_of(told: Entry) -> bytes:
    return base64.b64decode(told["b64_json"])


def repaint(told: Entry, data: bytes) -> None:
    told["b64_json"] = base64.b64encode(data).decode()


def move_elsewhere(reply: Reply) -> None:
    """Each picture that may be told in any form is told by an address of another server."""
    for entry in entries(reply) if "response_format" not in reply.request.members else ():
        entry.pop("b64_json", None)
        entry["url"] = ELSEWHERE
