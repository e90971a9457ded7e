"""Sounds that are refused, dropped, or believed in although they are none."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.vision.replies import Lie, believed, overcome, parts, refuse, uncounted

SOUND = "input_audio"


@fault("audio.input.accepted", stage="answer", on=CHAT)
def no_sound_is_taken(request: Request) -> None:
    refuse(request, bool(parts(request.body, SOUND)) and not request.stream)


@fault("audio.input.counted", on=CHAT)
def sounds_are_dropped(reply: Reply) -> None:
    uncounted(reply, SOUND)


@fault("audio.input.mp3", stage="answer", on=CHAT)
def nothing_but_wav_is_taken(request: Request) -> None:
    refuse(request, any(sound["format"] == "mp3" for sound in parts(request.body, SOUND)))


@fault("audio.input.stream", stage="answer", on=CHAT)
def no_sound_is_taken_for_a_stream(request: Request) -> None:
    refuse(request, bool(parts(request.body, SOUND)) and request.stream)


# --- sounds that are none -----------------------------------------------------------------------------

LIES: dict[str, Lie] = {
    "no-base64": lambda sound: " " in sound["data"],
    "no-sound": lambda sound: str(sound["data"]).startswith("VGhpcy"),
    "format-unknown": lambda sound: sound["format"] == "smell",
}


def deaf(slug: str, lie: Lie) -> None:
    """A fault that answers where such a sound should be refused."""

    def taken_all_the_same(reply: Reply) -> None:
        believed(reply, SOUND, lie)

    taken_all_the_same.__doc__ = f"A sound that is {slug.replace('-', ' ')}: taken all the same"
    fault(f"audio.input.errors.{slug}", on=CHAT)(taken_all_the_same)


for slug, lie in LIES.items():
    deaf(slug, lie)


@fault("audio.input.errors.client-fault", on=CHAT)
def a_broken_sound_breaks_the_server(reply: Reply) -> None:
    overcome(reply, SOUND, LIES["no-sound"])
