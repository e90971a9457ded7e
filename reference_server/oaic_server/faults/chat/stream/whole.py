"""Streams of chat chunks that do not come, do not end, or are not of one answer."""

from __future__ import annotations

import json
from typing import Any

from oaic_server.exchange.refusal import Refusal, internal_error
from oaic_server.exchange.reply import EVENT_STREAM, JSON, Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import plain
from oaic_server.faults.chat.stream.replies import (
    Choice,
    bare,
    choices,
    declines_padding,
    deltas,
    heard,
    in_streamed_texts,
    insert,
    like,
    saying,
)
from oaic_server.faults.operations import CHAT

LONG = 30.0  # seconds: longer than anyone waits


def of_two(reply: Reply) -> bool:
    """Whether two choices were asked for; a fault that makes clients wait spares the others."""
    return bool(reply.frames) and reply.request.body.get("n") == 2


def size(reply: Reply) -> int:
    return sum(len(frame.encode(reply.encode)) for frame in reply.frames or [])


WHOLE = {"chat.stream.logprobs.tokens-spell-the-text": "the tokens are whole"}


@fault("chat.stream.events", on=CHAT)
def chunks_are_bare_lines_of_json(reply: Reply) -> None:
    for frame in reply.frames or []:
        frame.raw = frame.encode(reply.encode).removeprefix(b"data: ").removesuffix(b"\n")


@fault("chat.stream.events:ignored", on=CHAT)
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


@fault("chat.stream.json:bare-text", on=CHAT)
def an_error_is_bare_text(reply: Reply) -> None:
    before_done(reply, "Internal Server Error")


def before_done(reply: Reply, data: Any) -> None:
    if reply.frames:
        reply.frames.insert(-1, Frame(data))


# --- the terminator -----------------------------------------------------------------------------------


@fault("chat.stream.closes", on=CHAT)
def the_body_stays_open(reply: Reply) -> None:
    if of_two(reply):
        reply.wire.hold_open = LONG


@fault("chat.stream.closes:dropped", on=CHAT)
def the_connection_drops_after_done(reply: Reply) -> None:
    if reply.frames:
        reply.wire.cut_after = size(reply)


# --- what all chunks have in common -------------------------------------------------------------------


@fault("chat.stream.object", on=CHAT)
def chunks_say_they_are_whole(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["object"] = "chat.completion"


@fault("chat.stream.object:plural", on=CHAT)
def chunks_are_of_several_completions(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["object"] = "chat.completions.chunk"


@fault("chat.stream.schema", on=CHAT)
def the_service_tier_is_a_number(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["service_tier"] = 1


@benign("chat.stream.extra-members", on=CHAT)
def chunks_say_more_than_the_contract(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data |= {"provider": "acme", "x_timing": {"queue_ms": 3}}
        for choice in frame.data["choices"]:
            choice["matched_stop"] = None
            choice["delta"].setdefault("reasoning_content", None)


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


@fault("chat.stream.not-silent", on=CHAT)
@in_streamed_texts
def every_piece_is_empty(reply: Reply) -> None:
    for delta in deltas(reply):
        if "content" in delta and plain(reply):
            delta["content"] = ""


@benign("chat.stream.reasoning-alone", on=CHAT)
@in_streamed_texts
def all_the_pieces_are_reasoning(reply: Reply) -> None:
    for delta in deltas(reply):
        if delta.get("content") and plain(reply):
            delta["reasoning_content"] = delta.pop("content")


@fault("chat.stream.delta", on=CHAT)
def the_last_piece_has_no_delta(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["finish_reason"]:
            del choice["delta"]


@fault("chat.stream.delta:null", on=CHAT)
def the_last_piece_has_a_delta_of_null(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["finish_reason"]:
            choice["delta"] = None


@fault("chat.stream.delta:message", on=CHAT)
@in_streamed_texts
def pieces_are_whole_messages(reply: Reply) -> None:
    for choice in choices(reply):
        choice["message"] = choice.pop("delta")


@fault("chat.stream.finished", on=CHAT)
def the_reason_has_another_name(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finishReason"], choice["finish_reason"] = choice["finish_reason"], None


@fault("chat.stream.finished:never", on=CHAT)
def no_choice_ever_finishes(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = None


@fault("chat.stream.finished:one-of-two", on=CHAT)
def only_the_first_choice_finishes(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["index"]:
            choice["finish_reason"] = None


@fault("chat.stream.empty-choices-last", on=CHAT)
def the_verdict_on_the_prompt_comes_first(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 0, bare(frame, choices=[], prompt_filter_results=[]))


@fault("chat.stream.empty-choices-last:in-the-middle", on=CHAT)
def a_chunk_in_the_middle_has_no_choice(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 2, bare(frame, choices=[]))


@benign("chat.stream.null-opening", on=CHAT)
@in_streamed_texts
def the_first_content_is_null(reply: Reply) -> None:
    for choice in choices(reply):
        if "role" in choice["delta"]:
            choice["delta"]["content"] = None


@benign("chat.stream.empty-deltas", on=CHAT)
def some_pieces_say_nothing(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 1, like(frame, delta={}), like(frame, delta={"content": ""}))


@benign("chat.stream.short-opening", on=CHAT)
@in_streamed_texts
def the_first_delta_is_a_role_and_no_more(reply: Reply) -> None:
    for choice in choices(reply):
        if "role" in choice["delta"]:
            choice["delta"] = {"role": "assistant"}


@benign("chat.stream.no-logprobs-key", on=CHAT)
def pieces_without_logprobs_do_not_say_so(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["logprobs"] is None:
            del choice["logprobs"]


@benign("chat.stream.merged", on=CHAT)
@in_streamed_texts
def role_text_and_finish_come_in_one_piece(reply: Reply) -> None:
    """What the role, the pieces of text and the finish say, in one chunk for each choice."""
    whole: dict[int, Frame] = {}
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            merge(whole.setdefault(choice["index"], frame).data["choices"][0], choice)
    kept = list(whole.values())
    reply.drop(*(frame for frame in reply.chunks if frame.data["choices"] and frame not in kept))


def merge(first: Choice, piece: Choice) -> None:
    if piece is first:
        return
    first["delta"]["content"] += piece["delta"].get("content", "")
    first["finish_reason"] = piece["finish_reason"]
    if first["logprobs"] and piece["logprobs"]:
        first["logprobs"]["content"] += piece["logprobs"]["content"]


@benign("chat.stream.side-by-side", on=CHAT)
def a_chunk_holds_a_piece_of_every_choice(reply: Reply) -> None:
    turns: dict[int, list[Frame]] = {}
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            turns.setdefault(choice["index"], []).append(frame)
    for first, *others in zip(*turns.values(), strict=False):
        first.data["choices"] += [choice for other in others for choice in other.data["choices"]]
        reply.drop(*others)


left: list[str] = []  # the letters a client did not read to the end


@fault("chat.stream.hang-up", stage="answer", on=CHAT)
def whoever_asks_after_a_client_hung_up_gets_an_error(request: Request) -> Reply | None:
    if request.stream and "nobody will read" in heard(request):
        left.append(heard(request))
        return None
    if not left:
        return None
    left.clear()
    return internal_error().reply(request)


USAGE = {"include_usage": True}


HALVES = slice(0, 2), slice(2, 4)  # of a character beyond 16 bits, in UTF-16


def dumped(value: Any) -> bytes:
    """JSON in ASCII, which can spell half a character."""
    return json.dumps(value).encode()


@fault("chat.stream.only-when-asked", on=CHAT)
def a_client_that_could_read_a_stream_gets_one(reply: Reply) -> None:
    if "text/event-stream" in reply.request.headers.get("accept", "") and not (reply.frames or reply.is_error):
        reply.body = b"data: %b\n\ndata: [DONE]\n\n" % reply.content()
        reply.set_header("content-type", EVENT_STREAM)


@fault("chat.stream.options-accepted", stage="answer", on=CHAT)
def options_that_say_nothing_are_refused(request: Request) -> Reply | None:
    if not request.stream or (request.body.get("stream_options", USAGE) or {}).get("include_usage"):
        return None
    return Refusal(400, "stream_options: expected something", param="stream_options").reply(request)


@fault("chat.stream.unpadded", on=CHAT)
def padding_comes_all_the_same(reply: Reply) -> None:
    for frame in reply.chunks if declines_padding(reply) else []:
        frame.data["obfuscation"] = "xxxxxxxx"


@benign("chat.stream-unpadded-unknown", stage="answer", on=CHAT)
def padding_is_unheard_of(request: Request) -> Reply | None:
    if not request.stream or "include_obfuscation" not in (request.body.get("stream_options") or {}):
        return None
    message = "stream_options.include_obfuscation: expected no such member"
    return Refusal(400, message, code="unknown_parameter", param="stream_options.include_obfuscation").reply(request)


@fault("chat.stream.whole-characters", on=CHAT, dull="repeats", also=WHOLE)
@in_streamed_texts
def characters_of_several_bytes_are_replaced(reply: Reply) -> None:
    for delta in deltas(reply):
        if "content" in delta:
            delta["content"] = "".join(c if c.isascii() else "\ufffd\ufffd" for c in delta["content"])


@fault("chat.stream.whole-characters:halves", on=CHAT, dull="repeats", also=WHOLE)
@in_streamed_texts
def wide_characters_come_in_halves(reply: Reply) -> None:
    """A character beyond 16 bits is two escapes in JSON: here each has a chunk of its own."""
    reply.frames = [piece for frame in reply.frames or [] for piece in halved(frame)]
    reply.encode = dumped


def halved(frame: Frame) -> list[Frame]:
    said = [] if isinstance(frame.data, str) else [choice["delta"].get("content") for choice in frame.data["choices"]]
    character = said[0] if said else None
    if not character or len(character) > 1 or character <= "\uffff":
        return [frame]
    return [saying(frame, character.encode("utf-16-be")[half].decode("utf-16-be", "surrogatepass")) for half in HALVES]


@fault("chat.stream.length", on=CHAT)
def a_cut_answer_passes_for_a_whole_one(reply: Reply) -> None:
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            if choice["finish_reason"] == "length":
                choice["finish_reason"] = "stop"


@fault("chat.stream.unnamed-events", on="createChatCompletion")
def every_event_has_a_name(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.event = "chunk"
