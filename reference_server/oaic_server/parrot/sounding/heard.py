"""What a sound is, by how it begins, and how long it takes, as far as that can be seen."""

from __future__ import annotations

import io
import re
import struct
import wave
from collections.abc import Callable, Mapping

BEGINNINGS = {
    "wav": re.compile(rb"RIFF....WAVE", re.DOTALL),
    "flac": re.compile(rb"fLaC"),
    "ogg": re.compile(rb"OggS"),
    "m4a": re.compile(rb"....ftyp", re.DOTALL),
    "webm": re.compile(rb"\x1a\x45\xdf\xa3"),
    "aac": re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"),
    "mp3": re.compile(rb"ID3|\xff[\xe0-\xff]"),
}
OPUS_RATE = 48_000
USUAL_BYTES = 8_000  # a second, where it cannot be seen


def kind(data: bytes) -> str | None:
    """None where it is no sound that is known."""
    return next((name for name, begins in BEGINNINGS.items() if begins.match(data)), None)


def seconds(data: bytes) -> float:
    measure = MEASURES.get(kind(data) or "", by_size)
    try:
        return measure(data)
    except (wave.Error, struct.error, EOFError, ZeroDivisionError):
        return by_size(data)


def of_wav(data: bytes) -> float:
    with wave.open(io.BytesIO(data)) as file:
        return float(file.getnframes() / file.getframerate())


def of_flac(data: bytes) -> float:
    """RFC 9639, 8.2: twenty bits of rate, and thirty-six of how many samples there are."""
    packed = int.from_bytes(data[18:26], "big")
    return (packed & (1 << 36) - 1) / (packed >> 44)


def of_ogg(data: bytes) -> float:
    """What the last page says of the samples up to its end."""
    samples: int = struct.unpack_from("<q", data, data.rindex(b"OggS") + 6)[0]
    return max(0.0, samples / OPUS_RATE)


def by_size(data: bytes) -> float:
    return len(data) / USUAL_BYTES


MEASURES: Mapping[str, Callable[[bytes], float]] = {"wav": of_wav, "flac": of_flac, "ogg": of_ogg}
