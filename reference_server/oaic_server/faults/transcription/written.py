"""Texts and subtitles that are something else; and legal oddities."""

from __future__ import annotations

import re

import orjson

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import JSON, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import TRANSCRIPTION
from oaic_server.faults.transcription.replies import in_written

SUBTITLES = ("srt", "vtt")


@fault("transcription.written.status", on=TRANSCRIPTION)
@in_written("text", *SUBTITLES)
def what_is_no_json_breaks_the_server(reply: Reply) -> None:
    break_down(reply)


@fault("transcription.written.text", on=TRANSCRIPTION)
@in_written("text", "srt")
def every_transcript_is_json(reply: Reply) -> None:
    reply.body = orjson.dumps({"text": reply.content().decode()})
    reply.set_header("content-type", JSON)


@fault("transcription.written.utf8", on=TRANSCRIPTION)
@in_written("text")
def a_text_is_latin(reply: Reply) -> None:
    reply.body = reply.content() + "Café\n".encode("latin-1")


@fault("transcription.written.cues", on=TRANSCRIPTION)
@in_written("srt")
def subtitles_have_no_times(reply: Reply) -> None:
    reply.body = b"Polly hears something.\n"


@fault("transcription.written.cues:webvtt", on=TRANSCRIPTION)
@in_written("srt")
def subrip_is_written_as_webvtt(reply: Reply) -> None:
    reply.body = b"WEBVTT\n\n" + reply.content().replace(b",", b".")


@fault("transcription.written.numbered", on=TRANSCRIPTION)
@in_written("srt")
def cues_are_counted_from_nought(reply: Reply) -> None:
    reply.body = re.sub(rb"(?m)^(\d+)$", lambda number: str(int(number[1]) - 1).encode(), reply.content())


@fault("transcription.written.webvtt", on=TRANSCRIPTION)
@in_written("vtt")
def webvtt_does_not_say_so(reply: Reply) -> None:
    reply.body = reply.content().removeprefix(b"WEBVTT\n\n")


@fault("transcription.written.content-type", on=TRANSCRIPTION)
@in_written("text", *SUBTITLES)
def a_text_is_declared_as_json(reply: Reply) -> None:
    reply.set_header("content-type", JSON)


@benign("transcription.written.plain", on=TRANSCRIPTION)
@in_written("text", *SUBTITLES)
def all_of_it_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain; charset=utf-8")


@benign("transcription.written.silence", on=TRANSCRIPTION)
@in_written("text", *SUBTITLES)
def nothing_was_said(reply: Reply) -> None:
    reply.body = b"WEBVTT\n\n" if b"WEBVTT" in reply.content() else b""


@benign("transcription.written.returns", on=TRANSCRIPTION)
@in_written(*SUBTITLES)
def lines_end_as_on_windows(reply: Reply) -> None:
    reply.body = reply.content().replace(b"\n", b"\r\n")


@benign("transcription.written.no-subtitles", stage="answer", on=TRANSCRIPTION)
def subtitles_are_refused_in_words(request: Request) -> None:
    if (format := request.members.get("response_format")) in SUBTITLES:
        raise Refusal(400, f"cannot write {format}")
