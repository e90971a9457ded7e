"""Framing of server-sent events: legal oddities, and faults below the chunks."""

from __future__ import annotations

from oaic_server.faults import benign
from oaic_server.reply import Reply


@benign("sse.comments")
def a_comment_stands_before_each_event(reply: Reply) -> None:
    for frame in reply.frames or []:
        frame.raw = b": polly\n\n" + frame.encode(reply.encode)
