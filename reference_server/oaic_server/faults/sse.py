"""Framing of server-sent events: legal oddities, and faults below the chunks."""

from __future__ import annotations

import gzip
import json

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT

BOM = b"\xef\xbb\xbf"


HALF = b"\xf0\x9f"  # of a character


def reframe(reply: Reply, old: bytes, new: bytes, every: int = 1) -> None:
    """The bytes of every so many frames with one sequence in place of another."""
    for number, frame in enumerate(reply.frames or []):
        if number % every == 0:
            frame.raw = frame.encode(reply.encode).replace(old, new)


def before_each(reply: Reply, lines: bytes) -> None:
    for frame in reply.frames or []:
        frame.raw = lines + frame.encode(reply.encode)


@fault("sse.utf8")
def half_a_character_is_on_the_wire(reply: Reply) -> None:
    reframe(reply, b'"content":"', b'"content":"' + HALF)


@fault("sse.last-event-ended")
def the_last_blank_line_is_missing(reply: Reply) -> None:
    for frame in (reply.frames or [])[-1:]:
        frame.raw = frame.encode(reply.encode).removesuffix(b"\n")


@fault("sse.last-event-ended:no-line-ending")
def the_last_line_does_not_end(reply: Reply) -> None:
    for frame in (reply.frames or [])[-1:]:
        frame.raw = frame.encode(reply.encode).rstrip(b"\n")


@fault("sse.data-in-every-event")
def an_event_is_only_a_name(reply: Reply) -> None:
    if reply.frames:
        reply.frames.insert(1, Frame(None, raw=b"event: ping\n\n"))


@fault("sse.no-byte-order-mark")
def a_byte_order_mark_comes_first(reply: Reply) -> None:
    for frame in (reply.frames or [])[:1]:
        frame.raw = BOM + frame.encode(reply.encode)


@fault("sse.one-data-line")
def chunks_are_printed_prettily(reply: Reply) -> None:
    for frame in reply.chunks:
        lines = json.dumps(frame.data, indent=2).splitlines()
        name = [] if frame.event is None else [f"event: {frame.event}"]
        frame.raw = "".join(f"{line}\n" for line in [*name, *(f"data: {line}" for line in lines), ""]).encode()


@fault("sse.no-other-fields")
def events_have_ids_and_pings_between_them(reply: Reply) -> None:
    for number, frame in enumerate(reply.frames or []):
        frame.raw = b"id: %d\n" % number + frame.encode(reply.encode) + b": ping\n\n"


@fault("sse.no-other-fields:retry")
def the_first_event_says_when_to_come_back(reply: Reply) -> None:
    for frame in (reply.frames or [])[:1]:
        frame.raw = b"retry: 3000\n" + frame.encode(reply.encode)


@fault("sse.one-line-ending")
def every_other_event_ends_in_another_way(reply: Reply) -> None:
    reframe(reply, b"\n", b"\r\n", every=2)


@fault("sse.not-compressed")
def a_stream_is_compressed_unasked(reply: Reply) -> None:
    if reply.frames:
        reply.body = gzip.compress(b"".join(frame.encode(reply.encode) for frame in reply.frames))
        reply.frames = None
        reply.set_header("content-encoding", "gzip")


@benign("sse.comments")
def a_comment_stands_before_each_event(reply: Reply) -> None:
    before_each(reply, b": polly\n\n")


@benign("sse.comments-inside")
def a_comment_stands_in_each_event(reply: Reply) -> None:
    before_each(reply, b":\n")


@benign("sse.last-comment")
def a_comment_follows_the_last_event(reply: Reply) -> None:
    for frame in (reply.frames or [])[-1:]:
        frame.raw = frame.encode(reply.encode) + b": bye\n\n"


@benign("sse.blank-lines")
def more_blank_lines_than_needed_stand_between_events(reply: Reply) -> None:
    before_each(reply, b"\n\n")


@benign("sse.crlf")
def lines_end_in_carriage_return_and_line_feed(reply: Reply) -> None:
    reframe(reply, b"\n", b"\r\n")


@benign("sse.cr")
def lines_end_in_carriage_returns(reply: Reply) -> None:
    reframe(reply, b"\n", b"\r")


@benign("sse.no-space")
def no_space_follows_the_colon(reply: Reply) -> None:
    reframe(reply, b"data: ", b"data:")


@benign("sse.single-bytes")
def every_byte_is_a_write(reply: Reply) -> None:
    if reply.frames:
        reply.wire.sizes = (1,)


@benign("sse.odd-pieces")
def writes_end_anywhere(reply: Reply) -> None:
    if reply.frames:
        reply.wire.sizes = (1, 2, 3, 5, 7, 11, 13)


@benign("sse.one-piece")
def the_whole_stream_is_one_write(reply: Reply) -> None:
    if reply.frames:
        reply.wire.sizes = (1 << 20,)


@benign("sse.escapes")
def characters_are_spelt_as_escapes(reply: Reply) -> None:
    reply.encode = lambda value: json.dumps(value).encode()


LIMITS = ("max_tokens", "max_completion_tokens")


WHILE = 1.5  # seconds in which a long answer is made


@fault("sse.incremental", on=CHAT)
def a_long_answer_is_held_back_until_it_is_whole(reply: Reply) -> None:
    if reply.frames and any((reply.request.body.get(name) or 0) > 100 for name in LIMITS):
        reply.wire.wait = WHILE


@fault("sse.incremental-compressed", on=CHAT)
def a_long_answer_is_held_back_to_be_compressed(reply: Reply) -> None:
    if "gzip" in reply.request.headers.get("accept-encoding", ""):
        a_long_answer_is_held_back_until_it_is_whole(reply)
