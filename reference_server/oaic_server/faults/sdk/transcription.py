"""Transcripts that the official Python SDK cannot read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import TRANSCRIPTION
from oaic_server.faults.streams import in_streams
from oaic_server.faults.transcription.replies import form


@fault(
    "sdk.transcription.create",
    on=TRANSCRIPTION,
    also={"transcription.reply.text": "it is no object that has one"},
)
@in_answers
def a_transcript_is_a_string(reply: Reply) -> None:
    if form(reply) == "json":
        reply.body = reply.body["text"]


@fault(
    "sdk.transcription.stream",
    on=TRANSCRIPTION,
    also={"transcription.stream.json": "it is what is wrong"},
)
@in_streams
def the_last_event_is_written_as_python_does(reply: Reply) -> None:
    reply.chunks[-1].raw = f"data: {reply.chunks[-1].data!r}\n\n".encode()
