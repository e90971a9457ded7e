"""Calls in streams that do not come, or end as they should not."""

from __future__ import annotations

from oaic_server.faults import fault
from oaic_server.faults.tool_replies import (
    CHAT,
    answers_its_own,
    body_of,
    by_name,
    choice_of,
    deltas,
    finish,
    free,
    in_streams_that_call,
    offers,
    refused,
    rewritten,
    said,
)
from oaic_server.reply import Reply
from oaic_server.request import Request

# --- what is forced ----------------------------------------------------------------------------------


@fault("tools.stream.accepted", stage="answer", on=CHAT)
def tools_are_not_streamed(request: Request) -> Reply | None:
    """Where a choice among them is made."""
    streamed = request.stream and offers(request) and choice_of(request)
    return refused(request, "stream", "expected false together with a choice of tools") if streamed else None


@fault("tools.stream.forced", on=CHAT)
@in_streams_that_call
def a_required_call_is_told_in_words(reply: Reply) -> None:
    if choice_of(reply.request) == "required":
        in_words(reply)
        finish(reply, "stop")


@fault("tools.stream.none-forbids", stage="request", on=CHAT)
def a_forbidden_call_is_made_in_a_stream(request: Request) -> Request | None:
    return rewritten(request, tool_choice="auto") if choice_of(request) == "none" and request.stream else None


@fault("tools.stream.one-at-a-time", stage="request", on=CHAT)
def calls_come_all_at_once_in_a_stream(request: Request) -> Request | None:
    serial = body_of(request).get("parallel_tool_calls") is False and request.stream
    return rewritten(request, parallel_tool_calls=True) if serial else None


# --- how it ends -------------------------------------------------------------------------------------


@fault("tools.stream.finish-reason", on=CHAT)
@in_streams_that_call
def a_free_call_finishes_with_stop(reply: Reply) -> None:
    if free(reply.request):
        finish(reply, "stop")


@fault("tools.stream.forced-finish-reason", on=CHAT)
@in_streams_that_call
def a_required_call_finishes_with_function_call(reply: Reply) -> None:
    if choice_of(reply.request) == "required":
        finish(reply, "function_call")


@fault("tools.stream.reason-has-calls", on=CHAT)
@in_streams_that_call
def calls_are_lost_behind_text(reply: Reply) -> None:
    if free(reply.request):
        in_words(reply)


@fault("tools.stream.same-reason", on=CHAT)
@in_streams_that_call
def a_stream_finishes_for_another_reason(reply: Reply) -> None:
    if by_name(reply.request):
        finish(reply, "tool_calls")


@fault("tools.stream.round-trip", stage="answer", on=CHAT)
def ids_must_be_short_in_a_stream(request: Request) -> Reply | None:
    if answers_its_own(request) and request.stream:
        return refused(request, "messages[2].tool_call_id", "expected at most 9 characters")
    return None


@fault("chat.stream.finish-once:with-calls", on=CHAT)
@in_streams_that_call
def every_piece_of_a_call_finishes(reply: Reply) -> None:
    """The last two pieces finish as the end itself does."""
    ends = said(reply)[-3:]
    for choice in ends:
        choice["finish_reason"] = ends[-1]["finish_reason"]


# --- helpers of ours ---------------------------------------------------------------------------------


def in_words(reply: Reply) -> None:
    """The calls are taken out, and a text stands in place of the first."""
    for delta in deltas(reply):
        called = delta.pop("tool_calls", None)
        if called and "role" in delta:
            delta["content"] = "I would call a tool now."
