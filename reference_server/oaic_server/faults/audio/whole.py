"""Legal oddities of sounds."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign
from oaic_server.faults.audio.replies import choices, in_streams_aloud, sounds
from oaic_server.faults.audio.reply import aloud
from oaic_server.faults.chat.stream.finish import finish
from oaic_server.faults.chat.stream.replies import bare, insert, like
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


@benign("audio.as-the-service-streams", on=CHAT)
@in_streams_aloud
def a_stream_aloud_is_that_of_the_service(reply: Reply) -> None:
    """Chunk by chunk: never finished, the role said twice, and the end of the sound told behind the usage."""
    first = reply.chunks[0]
    ends = [frame for frame in reply.chunks if ends_a_sound(frame)]
    reply.drop(*ends, *(frame for frame in reply.chunks if finish(frame)))
    for choice in (choice for frame in ends for choice in frame.data["choices"]):
        del choice["finish_reason"]
    insert(reply, 0, like(first, delta={"role": "assistant", "refusal": None}))
    insert(reply, -1, *ends, bare(first))


def ends_a_sound(frame: Frame) -> bool:
    return any("expires_at" in choice["delta"].get("audio", {}) for choice in frame.data["choices"])


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
