"""Where faults of tools apply: to calls in a message, to their pieces in a stream, to requests that offer them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults.chat.replies import messages

SERVERS_OWN = len("call_") + 1  # characters; a longer id is one the server gave, not one of a made-up history


Change = Callable[[Reply], None]


Body = dict[str, Any]


def offers(request: Request) -> bool:
    return bool(request.members.get("tools"))


def choice_of(request: Request) -> Any:
    return request.members.get("tool_choice")


def free(request: Request) -> bool:
    return offers(request) and choice_of(request) in (None, "auto")


def by_name(request: Request) -> bool:
    choice = choice_of(request)
    return isinstance(choice, dict) and choice.get("type") in ("function", "custom")


def strict(request: Request) -> bool:
    tools = [tool.get("function", {}) for tool in request.members.get("tools") or [] if isinstance(tool, dict)]
    return any(isinstance(told, dict) and told.get("strict") is True for told in tools)


def rewritten(request: Request, **members: Any) -> Request:
    return replace(request, body=request.members | members)


def refused(request: Request, param: str, message: str) -> Reply:
    return Refusal(400, f"{param}: {message}", param=param).reply(request)


def results(request: Request) -> list[Body]:
    messages = request.members.get("messages")
    return [each for each in messages or [] if isinstance(each, dict) and each.get("role") == "tool"]


def answers_its_own(request: Request) -> bool:
    """Whether a result belongs to a call that the server made itself."""
    return any(len(str(each.get("tool_call_id"))) > SERVERS_OWN for each in results(request))


# --- whole answers ------------------------------------------------------------------------------------


def in_calls(change: Change) -> Change:
    """Only where an answer is whole and calls."""

    @wraps(change)
    def changed(reply: Reply) -> None:
        if isinstance(reply.body, dict) and not reply.is_error and calls(reply):
            change(reply)

    return changed


def calls(reply: Reply) -> list[Any]:
    return [call for message in messages(reply) for call in message.get("tool_calls", [])]


def functions(reply: Reply) -> list[Any]:
    return [call["function"] for call in calls(reply) if "function" in call]


# --- streams ------------------------------------------------------------------------------------------


def in_streams_that_call(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.frames and not reply.is_error and any(fragments(reply)):
            change(reply)

    return changed


def deltas(reply: Reply) -> list[Any]:
    return [choice["delta"] for choice in every_choice(reply)]


def every_choice(reply: Reply) -> list[Any]:
    """Every entry of `choices`, whole or streamed."""
    whole = [reply.body] if isinstance(reply.body, dict) else []
    return [
        choice for value in (*whole, *(frame.data for frame in reply.chunks)) for choice in value.get("choices", [])
    ]


def fragments(reply: Reply) -> list[Any]:
    return [fragment for _, fragment in placed(reply)]


def placed(reply: Reply) -> list[tuple[tuple[int, int], Any]]:
    """Every fragment beside the indexes of its choice and of its call."""
    return [
        ((choice["index"], fragment.get("index", 0)), fragment)
        for choice in every_choice(reply)
        for fragment in choice.get("delta", {}).get("tool_calls", [])
    ]


def openings(reply: Reply) -> list[Any]:
    return [fragment for fragment in fragments(reply) if "id" in fragment]


def followers(reply: Reply) -> Iterator[tuple[Any, Any]]:
    """Every further fragment of a call, beside the one that opened it."""
    opened: dict[tuple[int, int], Any] = {}
    for place, fragment in placed(reply):
        first = opened.setdefault(place, fragment)
        if first is not fragment:
            yield fragment, first


def lasts(reply: Reply) -> dict[tuple[int, int], Any]:
    """The last fragment of each call."""
    return dict(placed(reply))


def finish(reply: Reply, reason: str) -> None:
    for choice in every_choice(reply):
        choice["finish_reason"] = choice["finish_reason"] and reason


def twice(reply: Reply) -> None:
    for function in functions(reply):
        function["arguments"] = json.dumps(function["arguments"])


def empty(reply: Reply) -> None:
    for function in functions(reply):
        function["arguments"] = "{}"


def garble(reply: Reply) -> None:
    """The bytes of every text taken for another encoding."""
    for function in functions(reply):
        function["arguments"] = function["arguments"].encode().decode("latin-1")


def json_or_nothing(text: str) -> Any:
    """The value of a JSON text, or an empty object where it was cut short."""
    try:
        return json.loads(text)
    except ValueError:
        return {}
