"""Histories with calls and results that are refused, or not answered."""

from __future__ import annotations

from oaic_server.faults import fault
from oaic_server.faults.tool_replies import CHAT, answers_its_own, body_of, messages, refused, results
from oaic_server.reply import Reply
from oaic_server.request import Request


@fault("tools.history.accepted", stage="answer", on=CHAT)
def a_result_must_be_a_string(request: Request) -> Reply | None:
    parts = any(isinstance(result.get("content"), list) for result in results(request))
    return refused(request, "messages[2].content", "expected a string, found an array") if parts else None


@fault("tools.history.accepted:no-content", stage="answer", on=CHAT)
def a_message_with_calls_must_have_content(request: Request) -> Reply | None:
    bare = any("content" not in message and "tool_calls" in message for message in body_of(request)["messages"])
    return refused(request, "messages[1].content", "expected a string or null, found nothing") if bare else None


@fault("tools.round-trip.accepted", stage="answer", on=CHAT)
def ids_must_be_short(request: Request) -> Reply | None:
    """Ids are refused that the server itself gave, for another part of it wants them short."""
    if answers_its_own(request) and not request.stream:
        return refused(request, "messages[2].tool_call_id", "expected at most 9 characters")
    return None


@fault("tools.round-trip.answered", on=CHAT)
def nothing_is_said_after_a_result(reply: Reply) -> None:
    if results(reply.request) and not reply.is_error and not reply.frames:
        for message in messages(reply):
            message["content"] = ""
