"""Which requests show pictures, sounds or files, and what may become of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults.acceptance import accept, answered
from oaic_server.faults.chat.replies import recount

Part = dict[str, Any]


Lie = Callable[[Any], bool]


COST = 85  # tokens of a picture, a sound or a file


def contents(body: Any) -> list[list[Any]]:
    """The content of each message that is in parts."""
    messages = body.get("messages") if isinstance(body, dict) else None
    listed = messages if isinstance(messages, list) else []
    found = [message.get("content") for message in listed if isinstance(message, dict)]
    return [content for content in found if isinstance(content, list)]


def parts(body: Any, kind: str) -> list[Part]:
    """What the parts of one kind hold, in all messages."""
    found = [part for content in contents(body) for part in content if isinstance(part, dict)]
    return [part[kind] for part in found if part.get("type") == kind and kind in part]


def refuse(request: Request, unwanted: bool) -> None:
    """Without a word about what is refused: no honest way to say that a server cannot do it."""
    if unwanted:
        raise Refusal(422, "This cannot be processed.", code="unprocessable")


def uncounted(reply: Reply, kind: str) -> None:
    """The cost of the answer without that of the parts."""
    shown = parts(reply.request.body, kind)
    if shown and isinstance(reply.body, dict) and not reply.is_error:
        recount(reply, prompt_tokens=reply.body["usage"]["prompt_tokens"] - COST * len(shown))


def believed(reply: Reply, kind: str, lie: Lie) -> None:
    """An answer where a part should have been refused."""
    accept(reply, lambda body: any(lie(part) for part in parts(body, kind)), answered)


def overcome(reply: Reply, kind: str, lie: Lie) -> None:
    """A fault of the server where there is one of the client, or none at all."""
    if any(lie(part) for part in parts(reply.request.body, kind)):
        reply.status, reply.body = (
            500,
            {"error": {"message": "cannot identify", "type": "server_error", "param": None, "code": None}},
        )


PICTURE = "image_url"
