"""Transcripts that do not come, or cannot be read; and legal oddities."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import TRANSCRIPTION
from oaic_server.faults.transcription.replies import form


@fault("transcription.reply.status", on=TRANSCRIPTION)
@in_answers
def a_prompt_breaks_the_server(reply: Reply) -> None:
    if reply.request.members.get("prompt"):
        break_down(reply)


@fault("transcription.reply.content-type", on=TRANSCRIPTION)
@in_answers
def a_transcript_is_declared_as_text(reply: Reply) -> None:
    if "stream" not in reply.request.members:
        reply.set_header("content-type", "text/html")


@fault(
    "transcription.reply.content-type:any-word-is-true",
    stage="request",
    on=TRANSCRIPTION,
    also={"transcription.reply.json": "a stream is no JSON"},
)
def any_word_is_true(request: Request) -> Request:
    """`stream=false` of a form is a text that is not empty, and so it is taken for true."""
    body = request.members
    return replace(request, body=body | {"stream": True}) if body.get("stream") is False else request


@fault("transcription.reply.json", on=TRANSCRIPTION)
@in_answers
def the_answer_is_cut_short(reply: Reply) -> None:
    reply.body = reply.content()[:-2]


@fault("transcription.reply.no-error", on=TRANSCRIPTION)
@in_answers
def a_failure_looks_like_a_success(reply: Reply) -> None:
    reply.body = Refusal(500, "The model is not loaded.").envelope()


@fault("transcription.reply.text", on=TRANSCRIPTION)
@in_answers
def the_text_is_called_transcript(reply: Reply) -> None:
    reply.body["transcript"] = reply.body.pop("text")


@fault("transcription.reply.total", on=TRANSCRIPTION)
@in_answers
def the_total_is_the_output(reply: Reply) -> None:
    if form(reply) == "json":
        reply.body["usage"]["total_tokens"] = reply.body["usage"]["output_tokens"]


@fault("transcription.reply.counted", on=TRANSCRIPTION)
@in_answers
def a_sound_costs_nothing(reply: Reply) -> None:
    if form(reply) == "json":
        reply.body["usage"] |= {"input_tokens": 0, "total_tokens": reply.body["usage"]["output_tokens"]}


@fault("transcription.reply.schema", on=TRANSCRIPTION)
@in_answers
def the_cost_is_a_number(reply: Reply) -> None:
    reply.body["usage"] = 4


@benign("transcription.reply.terse", on=TRANSCRIPTION)
@in_answers
def a_transcript_is_a_text_and_nothing_else(reply: Reply) -> None:
    if form(reply) == "json":
        reply.body = {"text": ""}


@benign("transcription.reply.by-the-second", on=TRANSCRIPTION)
@in_answers
def it_is_charged_by_the_second(reply: Reply) -> None:
    reply.body["usage"] = {"type": "duration", "seconds": 1}


@benign("transcription.reply.in-pieces", on=TRANSCRIPTION)
@in_answers
def a_transcript_leaves_in_pieces(reply: Reply) -> None:
    reply.wire.sizes = (1, 2, 3)
