"""Speech: a text as a sound, or in events that carry it piece by piece."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from oaic_server.answering.cost import SOUND, Work
from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot.sound import sound
from oaic_server.parrot.tokenizer import encode
from oaic_server.state.service import Service

USUAL = "mp3"
MEDIA_TYPES = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg; codecs=opus",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}
SAMPLES = {"pcm": "pcm16"}  # as chats call them
PIECE = 2_400  # bytes of an event: a multiple of three, so that pieces of base64 join


def create_speech(request: Request, service: Service) -> Reply:
    body = request.body
    words, speed = encode(body["input"]), body.get("speed", 1)
    Work(service.settings.work_limit, "input").spend(round(len(words) / speed), each=SOUND)
    service.charge(request, 2 * len(words))
    asked = body.get("response_format", USUAL)
    spoken = sound(words, SAMPLES.get(asked, asked), voice=body["voice"], speed=speed)
    service.sounds.hear(spoken, body["input"])
    if body.get("stream_format") == "sse":
        return Reply.events(request, events(spoken, len(words), service.settings.token_delay))
    return Reply(request, 200, [("content-type", MEDIA_TYPES[asked])], spoken)


def events(spoken: bytes, tokens: int, delay: float) -> Iterator[Frame]:
    for start in range(0, len(spoken), PIECE):
        piece = base64.b64encode(spoken[start : start + PIECE]).decode()
        yield Frame({"type": "speech.audio.delta", "audio": piece}, delay=delay if start else 0.0)
    usage = {"input_tokens": tokens, "output_tokens": tokens, "total_tokens": 2 * tokens}
    yield Frame({"type": "speech.audio.done", "usage": usage}, delay=delay)
