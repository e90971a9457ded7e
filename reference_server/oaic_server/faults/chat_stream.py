"""Streams of chat chunks that do not come, do not end, or are not of one answer."""

from __future__ import annotations

from typing import Any

from oaic_server.faults import benign, fault
from oaic_server.faults.streamed import declines_padding, in_streamed_texts
from oaic_server.reply import DONE, JSON, Frame, Reply

CHAT = "createChatCompletion"
LONG = 30.0  # seconds: longer than anyone waits
EARLY = 300  # bytes: in the middle of the first few chunks


def of_two(reply: Reply) -> bool:
    """Whether two choices were asked for; a fault that makes clients wait spares the others."""
    return bool(reply.frames) and reply.request.body.get("n") == 2


def size(reply: Reply) -> int:
    return sum(len(frame.encode(reply.encode)) for frame in reply.frames or [])


# --- the answer --------------------------------------------------------------------------------------


@fault("chat.stream.outcome", on=CHAT)
@in_streamed_texts
def the_connection_drops_in_the_middle(reply: Reply) -> None:
    reply.wire.cut_after = EARLY


@fault("chat.stream.outcome:silence", on=CHAT)
def the_stream_falls_silent(reply: Reply) -> None:
    if of_two(reply):
        reply.wire.pauses = {EARLY: LONG}


@fault("chat.stream.outcome:no-done-and-open", on=CHAT)
def the_stream_stays_open_and_never_says_done(reply: Reply) -> None:
    if of_two(reply):
        reply.drop(reply.terminator)
        reply.wire.hold_open = LONG


@fault("chat.stream.outcome:failure", on=CHAT)
@in_streamed_texts
def streams_fail(reply: Reply) -> None:
    instead(reply, {"error": {"message": "Out of order.", "type": "server_error", "param": None, "code": None}})
    reply.status = 500


@fault("chat.stream.content-type", on=CHAT)
def a_stream_is_declared_as_text(reply: Reply) -> None:
    if reply.frames:
        reply.set_header("content-type", "text/plain; charset=utf-8")


@fault("chat.stream.content-type:json", on=CHAT)
def a_stream_is_declared_as_json(reply: Reply) -> None:
    if reply.frames:
        reply.set_header("content-type", JSON)


@fault("chat.stream.content-type:missing", on=CHAT)
def a_stream_is_not_declared(reply: Reply) -> None:
    if reply.frames:
        reply.set_header("content-type", None)


@fault("chat.stream.events", on=CHAT)
def chunks_are_bare_lines_of_json(reply: Reply) -> None:
    for frame in reply.frames or []:
        frame.raw = frame.encode(reply.encode).removeprefix(b"data: ").removesuffix(b"\n")


@fault("chat.stream.events:ignored", on=CHAT, also={"chat.stream.content-type": "one JSON value is declared as it is"})
def the_wish_for_a_stream_is_ignored(reply: Reply) -> None:
    if reply.frames:
        instead(reply, {**reply.chunks[0].data, "object": "chat.completion"})


def instead(reply: Reply, body: Any) -> None:
    """One JSON value where the stream was."""
    reply.frames, reply.body = None, body
    reply.set_header("content-type", JSON)


@fault("chat.stream.json", on=CHAT)
def the_last_chunk_is_cut_in_half(reply: Reply) -> None:
    for frame in reply.chunks[-1:]:
        whole = frame.encode(reply.encode)
        frame.raw = whole[: len(whole) // 2] + b"\n\n"


@fault("chat.stream.json:two-in-one", on=CHAT)
def two_chunks_share_an_event(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        frame.raw = frame.encode(reply.encode).removesuffix(b"\n")


@fault("chat.stream.no-error", on=CHAT)
def an_error_comes_at_the_end(reply: Reply) -> None:
    error = {"message": "Out of breath.", "type": "server_error", "param": None, "code": None}
    before_done(reply, {"error": error})


@fault("chat.stream.no-error:alone", on=CHAT)
@in_streamed_texts
def an_error_is_all_that_comes(reply: Reply) -> None:
    error = {"message": "Out of order.", "type": "server_error", "param": None, "code": None}
    reply.frames = [Frame({"error": error}), Frame(DONE)]


@fault("chat.stream.no-error:a-string", on=CHAT)
def an_error_is_a_string(reply: Reply) -> None:
    before_done(reply, {"error": "Out of breath."})


def before_done(reply: Reply, data: Any) -> None:
    if reply.frames:
        reply.frames.insert(-1, Frame(data))


# --- the terminator ----------------------------------------------------------------------------------


@fault("chat.stream.done", on=CHAT)
def the_stream_ends_without_done(reply: Reply) -> None:
    reply.drop(reply.terminator)


@fault("chat.stream.done-last", on=CHAT)
def the_last_chunk_follows_done(reply: Reply) -> None:
    if reply.frames:
        reply.frames[-2:] = reversed(reply.frames[-2:])


@fault("chat.stream.done-once", on=CHAT)
def done_is_said_twice(reply: Reply) -> None:
    if reply.frames:
        reply.frames.append(reply.frames[-1])


@fault("chat.stream.closes", on=CHAT)
def the_body_stays_open(reply: Reply) -> None:
    if of_two(reply):
        reply.wire.hold_open = LONG


@fault("chat.stream.closes:dropped", on=CHAT)
def the_connection_drops_after_done(reply: Reply) -> None:
    if reply.frames:
        reply.wire.cut_after = size(reply)


# --- what all chunks have in common ------------------------------------------------------------------


@fault("chat.stream.object", on=CHAT)
def chunks_say_they_are_whole(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["object"] = "chat.completion"


@fault("chat.stream.object:plural", on=CHAT)
def chunks_are_of_several_completions(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["object"] = "chat.completions.chunk"


@fault("chat.stream.id", on=CHAT)
def later_chunks_have_no_id(reply: Reply) -> None:
    for frame in reply.chunks[1:]:
        del frame.data["id"]


@fault("chat.stream.id-not-empty", on=CHAT, also={"chat.stream.own-id": "nothing tells two empty ids apart"})
def ids_are_empty(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["id"] = ""


@fault("chat.stream.one-id", on=CHAT)
def a_new_id_on_each_chunk(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        frame.data["id"] += f"-{number}"


@fault("chat.stream.one-id:for-each-choice", on=CHAT)
def every_choice_has_its_own_id(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["id"] += "".join(f"-{choice['index']}" for choice in frame.data["choices"] if choice["index"])


@fault("chat.stream.created", on=CHAT)
def chunks_are_dated_in_words(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["created"] = "2026-01-01T00:00:00Z"


@fault("chat.stream.created:missing", on=CHAT)
def chunks_have_no_date(reply: Reply) -> None:
    for frame in reply.chunks:
        del frame.data["created"]


@fault("chat.stream.one-created", on=CHAT)
def every_chunk_is_dated_anew(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        frame.data["created"] += number


@fault("chat.stream.model", on=CHAT)
def chunks_name_no_model(reply: Reply) -> None:
    for frame in reply.chunks:
        del frame.data["model"]


@fault("chat.stream.one-model", on=CHAT)
def the_model_changes_at_the_end(reply: Reply) -> None:
    for frame in reply.chunks[-1:]:
        frame.data["model"] += "-0613"


@fault("chat.stream.schema", on=CHAT)
def the_service_tier_is_a_number(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["service_tier"] = 1


# --- legal -------------------------------------------------------------------------------------------


@benign("chat.stream.extra-members", on=CHAT)
def chunks_say_more_than_the_contract(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data |= {"provider": "acme", "x_timing": {"queue_ms": 3}}
        for choice in frame.data["choices"]:
            choice["matched_stop"] = None
            choice["delta"]["reasoning_content"] = None


@benign("chat.stream.obfuscation", on=CHAT)
def chunks_are_padded(reply: Reply) -> None:
    for number, frame in enumerate([] if declines_padding(reply) else reply.chunks):
        frame.data["obfuscation"] = "xyz" * (1 + number % 5)


@benign("chat.stream.no-extras", on=CHAT)
def chunks_say_only_what_they_must(reply: Reply) -> None:
    for frame in reply.chunks:
        for name in ("service_tier", "system_fingerprint"):
            del frame.data[name]


@benign("chat.stream.null-extras", on=CHAT)
def chunks_have_neither_fingerprint_nor_tier(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data |= {"service_tier": None, "system_fingerprint": None}


@benign("chat.stream.members-reversed", on=CHAT)
def members_come_in_another_order(reply: Reply) -> None:
    reply.map_chunks(lambda chunk: dict(reversed(chunk.items())))


@benign("chat.stream.snapshot", on=CHAT)
def the_model_is_named_by_its_snapshot(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["model"] += "-2026-01-01"


@benign("chat.stream.media-type", on=CHAT)
def a_stream_is_declared_in_capitals_and_without_charset(reply: Reply) -> None:
    if reply.frames:
        reply.set_header("content-type", "Text/Event-Stream")


@benign("chat.stream.headers", on=CHAT)
def headers_come_in_another_order_and_case(reply: Reply) -> None:
    reply.headers = [(name.title(), value) for name, value in reversed(reply.headers)]
