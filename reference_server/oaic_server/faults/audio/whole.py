"""Legal oddities of sounds."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign
from oaic_server.faults.audio.replies import choices, in_streams_aloud, sounds
from oaic_server.faults.audio.reply import aloud
from oaic_server.faults.operations import CHAT


@benign("audio.chunks-without-choices", on=CHAT)
@in_streams_aloud
def some_chunks_have_no_choices(reply: Reply) -> None:
    first = reply.chunks[0].data
    bare = {name: value for name, value in first.items() if name != "choices"}
    reply.frames = [*(reply.frames or [])[:2], Frame(bare), *(reply.frames or [])[2:]]


@benign("audio.no-reason-beside-sound", on=CHAT)
@in_streams_aloud
def a_piece_of_sound_does_not_say_how_it_goes_on(reply: Reply) -> None:
    for choice in choices(reply):
        if "audio" in choice["delta"]:
            del choice["finish_reason"]


@benign("audio.id-in-every-piece", on=CHAT)
@in_streams_aloud
def every_piece_has_the_id(reply: Reply) -> None:
    known = sounds(reply)[0]["id"]
    for audio in sounds(reply):
        audio["id"] = known


@benign("audio.written-as-well", on=CHAT)
def what_is_said_is_written_too(reply: Reply) -> None:
    if isinstance(reply.body, dict) and not reply.is_error and aloud(reply.request.body):
        for choice in reply.body["choices"]:
            choice["message"]["content"] = choice["message"]["audio"]["transcript"]
