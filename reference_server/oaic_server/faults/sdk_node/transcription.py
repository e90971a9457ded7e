"""Transcripts the Node SDK stumbles over."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import TRANSCRIPTION
from oaic_server.faults.sdk_node.replies import A_WORD, NOT_JSON
from oaic_server.faults.streams import in_streams
from oaic_server.faults.transcription.replies import form


@fault("sdk-node.transcription.create", on=TRANSCRIPTION, also={"transcription.reply.content-type": NOT_JSON})
@in_answers
def a_transcript_is_declared_as_bytes(reply: Reply) -> None:
    if form(reply) == "json":
        reply.set_header("content-type", "application/octet-stream")


@fault("sdk-node.transcription.stream", on=TRANSCRIPTION, also={"transcription.stream.json": A_WORD})
@in_streams
def a_streamed_transcript_begins_with_a_word(reply: Reply) -> None:
    reply.frames = [Frame("ping"), *(reply.frames or [])]
