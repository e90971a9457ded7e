"""Faults of what a streamed completion says it cost."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.completions.stream.replies import frames_of
from oaic_server.faults.operations import COMPLETION


@fault("completions.stream.usage", on=COMPLETION)
def usage_is_not_told(reply: Reply) -> None:
    if asks_usage(reply):
        reply.drop(*reply.chunks[-1:])


@fault("completions.stream.usage:on-the-finish", on=COMPLETION)
def usage_is_told_with_the_finish(reply: Reply) -> None:
    if asks_usage(reply):
        usage = reply.chunks[-1].data["usage"]
        reply.drop(*reply.chunks[-1:])
        reply.chunks[-1].data["usage"] = usage


@fault("completions.stream.usage-once", on=COMPLETION)
def usage_is_told_all_along(reply: Reply) -> None:
    if asks_usage(reply):
        for frame in reply.chunks:
            frame.data["usage"] = reply.chunks[-1].data["usage"]


@fault("completions.stream.usage-unasked", on=COMPLETION)
def usage_comes_unasked(reply: Reply) -> None:
    usage = {"prompt_tokens": 4, "completion_tokens": 4, "total_tokens": 8}
    for frame in [] if asks_usage(reply) else reply.chunks[-1:]:
        frames_of(reply).insert(-1, Frame({**frame.data, "choices": [], "usage": usage}))


@fault("completions.stream.usage-details", on=COMPLETION)
def details_are_null(reply: Reply) -> None:
    for frame in reply.chunks[-1:] if asks_usage(reply) else ():
        frame.data["usage"] |= {"prompt_tokens_details": None, "completion_tokens_details": None}


@fault("completions.stream.usage-counted", on=COMPLETION)
def nothing_is_counted(reply: Reply) -> None:
    for frame in reply.chunks[-1:] if asks_usage(reply) else ():
        frame.data["usage"] |= {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


@fault("completions.stream.usage-total", on=COMPLETION)
def the_total_has_one_more(reply: Reply) -> None:
    for frame in reply.chunks[-1:] if asks_usage(reply) else ():
        frame.data["usage"]["total_tokens"] += 1


@benign("completions.stream.usage-null", on=COMPLETION)
def usage_is_null_unasked(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data.setdefault("usage", None)


def asks_usage(reply: Reply) -> bool:
    return bool(reply.frames) and bool((reply.request.members.get("stream_options") or {}).get("include_usage"))
