"""Where faults of pictures apply, and how they repaint one."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from oaic_server.exchange.reply import JSON, Frame, Reply

Entry = dict[str, Any]
ELSEWHERE = "https://pictures.example.com/parrot.png?signed=yes"
A_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


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


def rename(reply: Reply) -> None:
    """Where there should be a picture, or its address, there is one under another name."""
    for entry in entries(reply):
        entry["image"] = entry.pop("b64_json", None) or entry.pop("url")


def tell_as_addresses(reply: Reply) -> None:
    for told in pictures(reply):
        told["b64_json"] = "data:image/png;base64," + told["b64_json"]


def tell_nothing_else(reply: Reply) -> None:
    reply.body = {"created": reply.body["created"], "data": reply.body["data"]}


def cut(told: Iterable[Entry], missing: int) -> None:
    """Pictures without their last bytes."""
    for each in told:
        repaint(each, bytes_of(each)[:-missing])


def forget_the_input(usage: Entry) -> None:
    usage["total_tokens"] = usage["output_tokens"]


def ignore_the_stream(reply: Reply) -> None:
    """What was to come in events comes at once."""
    done = completed(reply)[0].data
    reply.frames, reply.body = None, {"created": done["created_at"], "data": [{"b64_json": done["b64_json"]}]}
    reply.set_header("content-type", JSON)


def leave_out_the_size(reply: Reply) -> None:
    for frame in reply.chunks:
        del frame.data["size"]


def move_elsewhere(reply: Reply) -> None:
    """Each picture that may be told in any form is told by an address of another server."""
    for entry in entries(reply) if "response_format" not in reply.request.members else ():
        entry.pop("b64_json", None)
        entry["url"] = ELSEWHERE
