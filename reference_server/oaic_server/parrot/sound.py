"""How the parrot's words sound: a short tone for each token, always the same for the same.

What is written sample by sample sings: each token has its note. In formats that take an encoder every token is the
same beep. Either way a sound is as long as what it says.
"""

from __future__ import annotations

import array
import io
import math
import sys
import wave
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from oaic_server.parrot.sounding import beep
from oaic_server.parrot.sounding.flac import flac
from oaic_server.parrot.sounding.ogg import RATE as OPUS_RATE
from oaic_server.parrot.sounding.ogg import opus_file
from oaic_server.parrot.voice import chance

RATE = 24_000  # samples a second of 16 bits each, as the service's pcm16 has it
LENGTH = 1_200  # samples of a tone
LOUDEST = 8_000
NOTES = 24  # an octave and its quarter tones
KEPT = 8 * NOTES  # tones: a client chooses how long they are
LOWEST = 220.0  # hertz
OPUS_SAMPLES = OPUS_RATE * 60 // 1000  # of its clock, in a beep

Tokens = Sequence[bytes]


def sound(tokens: Tokens, format: str, *, voice: str = "", speed: float = 1.0) -> bytes:
    """Twice the speed takes half the time; silence where nothing is said is one tone long."""
    return FORMATS[format](tokens or (b"",), voice, speed)


def tones(tokens: Tokens, voice: str, speed: float) -> list[bytes]:
    length = max(1, round(LENGTH / speed))
    return [tone(chance(voice + token.hex(), NOTES), length) for token in tokens]


@lru_cache(KEPT)
def tone(note: int, length: int = LENGTH) -> bytes:
    """Swells and fades, so that tones follow each other without a click."""
    step = 2 * math.pi * LOWEST * 2 ** (note / NOTES) / RATE
    loud = (LOUDEST * math.sin(math.pi * place / length) for place in range(length))
    samples = array.array("h", (int(level * math.sin(step * place)) for place, level in enumerate(loud)))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def pcm16(tokens: Tokens, voice: str, speed: float) -> bytes:
    return b"".join(tones(tokens, voice, speed))


def wav(tokens: Tokens, voice: str, speed: float) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm16(tokens, voice, speed))
    return written.getvalue()


def beeps(tokens: Tokens, speed: float) -> int:
    return max(1, round(len(tokens) / speed))


FORMATS: Mapping[str, Callable[[Tokens, str, float], bytes]] = {
    "wav": wav,
    "pcm16": pcm16,
    "flac": lambda tokens, voice, speed: flac(tones(tokens, voice, speed), RATE),
    "mp3": lambda tokens, voice, speed: beep.mp3() * beeps(tokens, speed),
    "aac": lambda tokens, voice, speed: beep.aac() * beeps(tokens, speed),
    "opus": lambda tokens, voice, speed: opus_file([beep.opus()] * beeps(tokens, speed), OPUS_SAMPLES, RATE),
}
