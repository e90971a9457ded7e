"""How the parrot's words sound: a short tone for each token, always the same for the same."""

from __future__ import annotations

import array
import io
import math
import sys
import wave
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from oaic_server.parrot.voice import chance

RATE = 24_000  # samples a second of 16 bits each, as the service's pcm16 has it
LENGTH = 1_200  # samples of a tone
LOUDEST = 8_000
NOTES = 24  # an octave and its quarter tones
LOWEST = 220.0  # hertz


def pcm16(tokens: Iterable[bytes]) -> bytes:
    return b"".join(tone(chance(token.hex(), NOTES)) for token in tokens)


@cache
def tone(note: int) -> bytes:
    """Swells and fades, so that tones follow each other without a click."""
    step = 2 * math.pi * LOWEST * 2 ** (note / NOTES) / RATE
    loud = (LOUDEST * math.sin(math.pi * place / LENGTH) for place in range(LENGTH))
    samples = array.array("h", (int(level * math.sin(step * place)) for place, level in enumerate(loud)))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def wav(samples: bytes) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return written.getvalue()


FORMATS: Mapping[str, Callable[[bytes], bytes]] = {"wav": wav, "pcm16": bytes}
