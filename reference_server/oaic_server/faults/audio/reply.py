"""Answers aloud that cannot be played, read, or referred to."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept, answered
from oaic_server.faults.operations import CHAT
from oaic_server.faults.vision.replies import refuse

Audio = dict[str, Any]


Body = dict[str, Any]


AN_HOUR = 3_600  # seconds


def aloud(body: Any) -> bool:
    return isinstance(body, dict) and "audio" in (body.get("modalities") or [])


def sounds(reply: Reply) -> list[Audio]:
    whole = reply.body["choices"] if isinstance(reply.body, dict) and not reply.is_error else []
    return [choice["message"]["audio"] for choice in whole if "audio" in choice["message"]]


def in_sounds(id: str) -> Callable[[Callable[[Audio], Any]], Callable[[Audio], Any]]:
    """A fault that changes the sound of each message."""

    def register(change: Callable[[Audio], Any]) -> Callable[[Audio], Any]:
        def changed(reply: Reply) -> None:
            for audio in sounds(reply):
                change(audio)

        changed.__name__ = change.__name__
        fault(id, on=CHAT)(changed)
        return change

    return register


@fault("audio.reply.accepted", stage="answer", on=CHAT)
def nothing_is_said_aloud(request: Request) -> None:
    refuse(request, aloud(request.body) and not request.stream)


@fault("audio.reply.audio", on=CHAT)
def the_wish_is_forgotten(reply: Reply) -> None:
    """`modalities` is taken and ignored: the answer is written."""
    for audio in sounds(reply):
        for choice in reply.body["choices"]:
            choice["message"]["content"] = audio["transcript"]
            choice["message"].pop("audio", None)


@in_sounds("audio.reply.id")
def a_sound_has_no_id(audio: Audio) -> None:
    del audio["id"]


@in_sounds("audio.reply.id-not-empty")
def an_id_is_empty(audio: Audio) -> None:
    audio["id"] = ""


@in_sounds("audio.reply.unique-id")
def every_sound_has_the_same_id(audio: Audio) -> None:
    audio["id"] = "audio_0"


@in_sounds("audio.reply.data")
def data_is_an_array_of_bytes(audio: Audio) -> None:
    audio["data"] = list(base64.b64decode(audio["data"]))[:16]


@in_sounds("audio.reply.base64")
def data_is_a_data_url(audio: Audio) -> None:
    audio["data"] = "data:audio/wav;base64," + audio["data"]


@in_sounds("audio.reply.not-empty")
def there_is_nothing_to_hear(audio: Audio) -> None:
    audio["data"] = ""


@in_sounds("audio.reply.format")
def sound_comes_as_the_server_likes_it(audio: Audio) -> None:
    """Always as an mp3, whatever was asked for."""
    audio["data"] = base64.b64encode(b"ID3\x04\x00" + bytes(25)).decode()


@in_sounds("audio.reply.transcript")
def a_sound_has_no_transcript(audio: Audio) -> None:
    del audio["transcript"]


@in_sounds("audio.reply.transcript-not-empty")
def a_transcript_is_empty(audio: Audio) -> None:
    audio["transcript"] = ""


@in_sounds("audio.reply.expires-at")
def the_end_is_a_text(audio: Audio) -> None:
    audio["expires_at"] = "2030-01-01T00:00:00Z"


@in_sounds("audio.reply.expires-plausible")
def the_end_is_a_duration(audio: Audio) -> None:
    audio["expires_at"] = AN_HOUR


@fault("audio.reply.referred-to", stage="answer", on=CHAT)
def sounds_are_forgotten_at_once(request: Request) -> None:
    refuse(request, any("audio" in message for message in request.body["messages"] if message.get("audio")))


# --- what cannot be said aloud ------------------------------------------------------------------------


def taken(slug: str, lie: Callable[[Body], bool]) -> None:
    """A fault that answers where such a wish should be refused."""

    def taken_all_the_same(reply: Reply) -> None:
        accept(reply, lie, answered)

    taken_all_the_same.__doc__ = f"Aloud, and {slug.replace('-', ' ')}: taken all the same"
    fault(f"audio.reply.errors.{slug}", on=CHAT)(taken_all_the_same)


LIES: dict[str, Callable[[Body], bool]] = {
    "without-voice": lambda body: aloud(body) and "audio" not in body,
    "format-unknown": lambda body: aloud(body) and body.get("audio", {}).get("format") == "smell",
    "modality-unknown": lambda body: body.get("modalities") == ["smell"],
}


for slug, lie in LIES.items():
    taken(slug, lie)
