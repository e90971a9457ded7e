"""Streams that get in each other's way, or in nobody's until they are whole."""

from __future__ import annotations

from oaic_server.faults import fault
from oaic_server.refusal import internal_error
from oaic_server.reply import Reply
from oaic_server.request import Request

CHAT = "createChatCompletion"
LIMITS = ("max_tokens", "max_completion_tokens")
WHILE = 1.5  # seconds in which a long answer is made

said: list[str] = []  # by the streams before
left: list[str] = []  # the letters a client did not read to the end


def heard(request: Request) -> str:
    return str(request.body["messages"][-1]["content"])


@fault("chat.stream.own-text", on=CHAT)
def a_stream_ends_with_what_another_said(reply: Reply) -> None:
    if reply.frames and "Repeat this word" in heard(reply.request):
        ours = [choice["delta"] for frame in reply.chunks for choice in frame.data["choices"]]
        text = "".join(delta.get("content", "") for delta in ours)
        ours[1]["content"] += "".join(said)
        said[:] = [text]


@fault("chat.stream.own-id", on=CHAT)
def all_streams_have_one_id(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["id"] = "chatcmpl-1"


@fault("chat.stream.hang-up", stage="answer", on=CHAT)
def whoever_asks_after_a_client_hung_up_gets_an_error(request: Request) -> Reply | None:
    if request.stream and "nobody will read" in heard(request):
        left.append(heard(request))
        return None
    if not left:
        return None
    left.clear()
    return internal_error().reply(request)


@fault("sse.incremental", on=CHAT)
def a_long_answer_is_held_back_until_it_is_whole(reply: Reply) -> None:
    if reply.frames and any((reply.request.body.get(name) or 0) > 100 for name in LIMITS):
        reply.wire.wait = WHILE


@fault("sse.incremental-compressed", on=CHAT)
def a_long_answer_is_held_back_to_be_compressed(reply: Reply) -> None:
    if "gzip" in reply.request.headers.get("accept-encoding", ""):
        a_long_answer_is_held_back_until_it_is_whole(reply)
