"""Where faults of structured answers apply, and what they change."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults.chat.replies import choices, messages

FENCED = "```json\n{}\n```"


def kind(request: Request) -> str:
    asked = request.members.get("response_format")
    return str(asked.get("type")) if isinstance(asked, dict) else "text"


def strict(request: Request) -> bool:
    return kind(request) == "json_schema" and definition(request).get("strict") is True


def enforced(request: Request) -> bool:
    return kind(request) == "json_object" or strict(request)


def definition(request: Request) -> dict[str, Any]:
    declared: Any = request.body["response_format"].get("json_schema")
    return declared if isinstance(declared, dict) else {}


def unformatted(request: Request) -> Request:
    return replace(request, body={name: value for name, value in request.body.items() if name != "response_format"})


def rewritten(reply: Reply, wanted: Callable[[Request], bool], change: Callable[[Any], Any]) -> None:
    """Writes each JSON text anew; what is not whole stays as it is."""
    for message, value in json_messages(reply, wanted):
        message["content"] = json.dumps(change(value))
    realigned(reply)


def realigned(reply: Reply) -> None:
    """Where the text of an answer was changed, one token tells all of it."""
    for choice in choices(reply):
        if choice["logprobs"] and enforced(reply.request):
            text = choice["message"]["content"]
            entry = choice["logprobs"]["content"][0] | {"token": text, "bytes": list(text.encode())}
            choice["logprobs"]["content"] = [entry]


def json_messages(reply: Reply, wanted: Callable[[Request], bool]) -> list[tuple[dict[str, Any], Any]]:
    """The messages that hold JSON, each with its value."""
    found = messages(reply) if wanted(reply.request) else []
    return [(message, value) for message in found if (value := read(message["content"])) is not None]


def read(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except ValueError:
        return None


def in_one(request: Request, wanted: Callable[[Request], bool]) -> Request | None:
    """The request without its format, where it is one of those and asks for a whole answer."""
    return unformatted(request) if wanted(request) and not request.stream else None


def failure() -> dict[str, Any]:
    return {"error": {"message": "unsupported grammar", "type": "server_error", "param": None, "code": None}}
