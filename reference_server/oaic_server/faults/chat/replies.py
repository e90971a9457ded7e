"""Where faults of whole answers apply: not to what refuses, and not to what streams."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import count
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request

ELSEWHERE = {"tools", "functions", "response_format", "modalities"}


Change = Callable[[Reply], None]


def in_answers(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if isinstance(reply.body, dict) and not reply.is_error:
            change(reply)

    return changed


def in_texts(change: Change) -> Change:
    """In answers to plain requests only: what calls, is structured or spoken has faults of its own."""

    @wraps(change)
    def changed(reply: Reply) -> None:
        if asks_for_text(reply.request):
            in_answers(change)(reply)

    return changed


def asks_for_text(request: Request) -> bool:
    """Whether a request is for an answer that is whole, and text; one that is to be kept would differ from what is."""
    plain = isinstance(request.body, dict) and not request.stream and not ELSEWHERE & request.body.keys()
    return plain and not is_to_be_kept(request)


def is_to_be_kept(request: Request) -> bool:
    return request.members.get("store") is True


def break_down(reply: Reply) -> None:
    """What a server says of an exception that nobody caught."""
    reply.status, reply.body = 500, b"Internal Server Error"
    reply.set_header("content-type", "text/plain")


def choices(reply: Reply) -> list[Any]:
    found: list[Any] = reply.body["choices"]
    return found


def messages(reply: Reply) -> list[Any]:
    return [choice["message"] for choice in choices(reply)]


def valid(request: Request, *names: str) -> bool:
    """Whether a request is for text and gives one of these members a value."""
    return asks_for_text(request) and any(request.body.get(name) is not None for name in names)


WINDOW = 131_072  # tokens that a model takes where nothing else is set


def beyond_window(body: dict[str, Any]) -> bool:
    """Whether a request allows more tokens than the model takes."""
    limit = body.get("max_tokens")
    return isinstance(limit, int) and limit > WINDOW


PLAIN = {"model", "messages", "max_tokens", "max_completion_tokens", "stream"}


def plain(reply: Reply) -> bool:
    return set(reply.request.body) <= PLAIN


def recount(reply: Reply, **counts: Any) -> None:
    """Other counts, and the total that follows from them."""
    usage = reply.body["usage"] | counts
    reply.body["usage"] = usage | {"total_tokens": usage["prompt_tokens"] + usage["completion_tokens"]}


COUNTER = count()
FEW = 9


def few(kind: str) -> str:
    """One of a few ids, another than those before it: over many answers they come again."""
    return f"{kind}-{next(COUNTER) % FEW}"
