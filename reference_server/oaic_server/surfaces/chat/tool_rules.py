"""What the tools of a request, and the calls in its history, must satisfy beyond their schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oaic_server.answering.cost import Work
from oaic_server.answering.tools.rules import require_callable, require_few, require_names, require_offered
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.service import Service
from oaic_server.surfaces.chat.tools import choice, offered

Body = dict[str, Any]
NAMED = 10  # of the ids that would have done


def a_choice_needs_tools(body: Body, service: Service) -> None:
    for param, members in (("tool_choice", "tools"), ("function_call", "functions")):
        if body.get(param) not in (None, "auto", "none") and not body.get(members):
            raise Refusal(400, f"{param}: expected only together with {members}", param=param)


def tools_are_few(body: Body, service: Service) -> None:
    require_few(body.get("tools") or ())
    for param in ("tools", "functions", "tool_choice"):
        Work(service.settings.work_limit, param).read_schemas(body.get(param) or ())


def tools_can_be_called(body: Body, service: Service) -> None:
    """They are well named, their schemas and grammars can be kept, and what is chosen is one of them."""
    if (tools := offered(body)) or body.get("tool_choice") or body.get("function_call"):
        require_names(tools)
        require_callable(tools)
        require_offered(choice(body), tools, "tool_choice" if body.get("tool_choice") else "function_call")


# --- the history -----------------------------------------------------------------------------------------


def calls_have_their_results(body: Body, service: Service) -> None:
    """Every call is answered before anything else is said, and nothing is answered that was not called."""
    waiting: dict[str, int] = {}  # ids of calls without a result, each with the place of its message
    known: set[str] = set()  # ids of the calls a result may belong to
    for place, message in enumerate(body["messages"]):
        if message["role"] == "tool":
            belongs(message, place, known)
            waiting.pop(message["tool_call_id"], None)
            continue
        refuse_unanswered(waiting)
        waiting = dict.fromkeys(called(message, place), place) if "tool_calls" in message else {}
        known = set(waiting)
    refuse_unanswered(waiting)


def belongs(message: dict[str, Any], place: int, known: set[str]) -> None:
    if not known:
        param = f"messages[{place}].role"
        raise Refusal(400, f"{param}: expected a message with tool_calls before a result", param=param)
    if message["tool_call_id"] not in known:
        param = f"messages[{place}].tool_call_id"
        expected = ", ".join(sorted(known)[:NAMED])
        raise Refusal(400, f"{param}: expected one of {expected}, found {message['tool_call_id']}", param=param)


def called(message: dict[str, Any], place: int) -> Iterator[str]:
    calls = message.get("tool_calls")
    if calls == []:
        param = f"messages[{place}].tool_calls"
        raise Refusal(400, f"{param}: expected at least one call, or no member", code="empty_array", param=param)
    return (call["id"] for call in calls or ())


def refuse_unanswered(waiting: dict[str, int]) -> None:
    for call_id, place in waiting.items():
        param = f"messages[{place}].tool_calls"
        raise Refusal(400, f"{param}: expected a tool message in answer to {call_id}, found none", param=param)


RULES = (
    a_choice_needs_tools,
    tools_are_few,
    tools_can_be_called,
    calls_have_their_results,
)
