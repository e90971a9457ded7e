"""Half a second of a tone, and as much silence: sounds that every decoder takes."""

from __future__ import annotations

import io
import math
import struct
import wave

RATE = 16_000  # samples a second
SAMPLES = RATE // 2
PITCH, LOUDNESS = 440, 8_000
MP3_FRAME = b"\xff\xfb\x10\xc4" + bytes(100)  # 32 kbit/s, 44.1 kHz, one channel, nothing in it
MP3_FRAMES = 20


def wav() -> bytes:
    steps = (2 * math.pi * PITCH * place / RATE for place in range(SAMPLES))
    samples = struct.pack(f"<{SAMPLES}h", *(int(LOUDNESS * math.sin(step)) for step in steps))
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return written.getvalue()


def mp3() -> bytes:
    return MP3_FRAME * MP3_FRAMES
