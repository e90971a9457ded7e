"""Sounds that do not come, or are something else than was asked for; and legal oddities."""

from __future__ import annotations

import base64
import struct

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import JSON, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import SPEECH

UNKNOWN_LENGTH = 0xFFFFFFFF  # as a server writes that does not know yet how long a sound will be


def is_spoken(reply: Reply) -> bool:
    return isinstance(reply.body, bytes) and not reply.is_error


def asked(reply: Reply) -> str:
    return str(reply.request.members.get("response_format") or "mp3")


@fault("speech.reply.status", on=SPEECH)
def nothing_but_mp3_is_spoken(reply: Reply) -> None:
    if is_spoken(reply) and asked(reply) not in ("mp3", "wav"):
        break_down(reply)


@fault("speech.reply.one-head", on=SPEECH)
def a_wav_is_several_one_behind_the_other(reply: Reply) -> None:
    if is_spoken(reply) and asked(reply) == "wav":
        reply.body *= 2


@fault("speech.reply.length", on=SPEECH)
def a_wav_tells_the_length_of_its_first_piece(reply: Reply) -> None:
    if is_spoken(reply) and asked(reply) == "wav":
        data = reply.content()
        reply.body = data[:40] + struct.pack("<I", len(data) // 4 * 2) + data[44:]


@fault("speech.reply.sound", on=SPEECH)
def every_sound_is_an_mp3(reply: Reply) -> None:
    if is_spoken(reply) and asked(reply) == "wav":
        reply.body = b"ID3\x04\x00" + bytes(25)


@fault(
    "speech.reply.sound:in-json",
    on=SPEECH,
    also={"speech.reply.content-type": "JSON is declared as it is"},
)
def a_sound_is_wrapped_in_json(reply: Reply) -> None:
    if is_spoken(reply):
        reply.body = b'{"audio":"%b"}' % base64.b64encode(reply.content())
        reply.set_header("content-type", JSON)


@fault("speech.reply.content-type", on=SPEECH)
def a_sound_is_declared_as_a_page(reply: Reply) -> None:
    if is_spoken(reply):
        reply.set_header("content-type", "text/html; charset=utf-8")


@fault("speech.reply.not-empty", on=SPEECH)
def there_is_nothing_to_hear(reply: Reply) -> None:
    if is_spoken(reply) and asked(reply) == "pcm":
        reply.body = b""


@benign("speech.reply.undeclared", on=SPEECH)
def a_sound_is_declared_as_bytes(reply: Reply) -> None:
    if is_spoken(reply):
        reply.set_header("content-type", "application/octet-stream")


@benign("speech.reply.in-pieces", on=SPEECH)
def a_sound_leaves_in_pieces(reply: Reply) -> None:
    if is_spoken(reply):
        reply.wire.sizes = (7, 100, 1_000)


@benign("speech.reply.unknown-length", on=SPEECH)
def a_wav_does_not_know_how_long_it_is(reply: Reply) -> None:
    if is_spoken(reply) and asked(reply) == "wav":
        data, length = reply.content(), struct.pack("<I", UNKNOWN_LENGTH)
        reply.body = data[:4] + length + data[8:40] + length + data[44:]


@benign("speech.reply.tagged", on=SPEECH)
def an_mp3_has_a_tag(reply: Reply) -> None:
    if is_spoken(reply) and asked(reply) == "mp3":
        reply.body = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + bytes(32) + reply.content()


@benign("speech.reply.without-encoder", stage="answer", on=SPEECH)
def what_takes_an_encoder_is_refused_in_words(request: Request) -> None:
    """As servers do that write no more than MP3 and WAV by themselves."""
    if (format := request.members.get("response_format")) not in (None, "mp3", "wav"):
        raise Refusal(400, f"{format} needs FFmpeg; use wav, or install it.")


@benign("speech.reply.more-chunks", on=SPEECH)
def a_wav_has_a_list_behind_its_sound(reply: Reply) -> None:
    """As FFmpeg writes its own name."""
    if is_spoken(reply) and asked(reply) == "wav":
        data, named = reply.content(), b"LIST" + struct.pack("<I", 4) + b"INFO"
        reply.body = data + bytes(len(data) % 2) + named
