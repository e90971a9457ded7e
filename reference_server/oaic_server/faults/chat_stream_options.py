"""Streams that come unasked, are refused for nothing, or say other words than they should."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from oaic_server.faults import benign, fault
from oaic_server.faults.streamed import declines_padding, in_streamed_texts
from oaic_server.refusal import Refusal
from oaic_server.reply import EVENT_STREAM, Frame, Reply
from oaic_server.request import Request

CHAT = "createChatCompletion"
OTHER_WORDS = {"chat.stream.same-text": "the text has other characters than the plain answer"}
USAGE = {"include_usage": True}
HALVES = slice(0, 2), slice(2, 4)  # of a character beyond 16 bits, in UTF-16


def deltas(reply: Reply) -> Iterator[dict[str, Any]]:
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            yield choice["delta"]


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


@fault("chat.stream.same-text", on=CHAT)
@in_streamed_texts
def characters_of_several_bytes_get_lost(reply: Reply) -> None:
    for delta in deltas(reply):
        if "content" in delta:
            delta["content"] = delta["content"].encode("ascii", "ignore").decode()


@fault("chat.stream.whole-characters", on=CHAT, also=OTHER_WORDS)
@in_streamed_texts
def characters_of_several_bytes_are_replaced(reply: Reply) -> None:
    for delta in deltas(reply):
        if "content" in delta:
            delta["content"] = "".join(c if c.isascii() else "\ufffd\ufffd" for c in delta["content"])


@fault("chat.stream.whole-characters:halves", on=CHAT, also=OTHER_WORDS)
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


def saying(frame: Frame, content: str) -> Frame:
    twin = deepcopy(frame)
    twin.data["choices"][0]["delta"]["content"] = content
    return twin


@fault("chat.stream.length", on=CHAT)
def a_cut_answer_passes_for_a_whole_one(reply: Reply) -> None:
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            if choice["finish_reason"] == "length":
                choice["finish_reason"] = "stop"


@fault("chat.stream.stop", stage="request", on=CHAT)
def a_stream_does_not_stop(request: Request) -> Request:
    if not (request.stream and isinstance(request.body.get("stop"), list)):
        return request
    return replace(request, body={name: value for name, value in request.body.items() if name != "stop"})


@fault("chat.stream.stop:first-word", on=CHAT)
def the_first_word_of_the_stop_sequence_slips_out(reply: Reply) -> None:
    stop = reply.request.body.get("stop") if reply.frames else None
    if stop and reply.frames:
        reply.frames.insert(-2, saying(reply.chunks[1], stop[0].split()[0]))
