"""A sound as its bytes describe it: the container that it is in. How long it is and what it says is nobody's matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

EBML = b"\x1aE\xdf\xa3"  # how WebM begins, in which browsers record Opus
ID3 = 10  # bytes before a tag's content; its length is told in seven bits of each of four bytes
FILLED = 4_096  # bytes that may stand between a tag and the first frame
BITRATES = {  # kbit/s of MPEG audio of layer III, by version
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
TEXT = re.compile(rb"\s*[\[{\"<]")  # how JSON and pages begin
WAV_HEAD = re.compile(rb"RIFF.{4}WAVEfmt ", re.DOTALL)
SAMPLE = 2  # bytes
RIFF, CHUNK = 12, 8  # bytes of the head of a WAV, and of that of a chunk in it
UNTOLD = 0x7FFF_0000  # a length from here on means that none is known


def container(data: bytes) -> str:
    """The format that the bytes are in; of none that is known, nothing."""
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "wav" if b"fmt " in data[12:] and b"data" in data[12:] else ""
    if data.startswith(b"fLaC"):
        return "flac"
    if data.startswith(b"OggS"):
        return "opus" if b"OpusHead" in data[:64] else "ogg"
    if data.startswith(EBML):
        return "opus" if b"A_OPUS" in data[:FILLED] else "webm"
    if data[4:8] == b"ftyp" or data.startswith(b"ADIF"):
        return "aac"
    return framed(data)


def heads(data: bytes) -> list[int]:
    """Where a WAV begins; whoever puts several together as they are has several."""
    return [found.start() for found in WAV_HEAD.finditer(data)]


def false_length(data: bytes) -> str | None:
    """What the head of a WAV tells of its samples, where it is not so; who streams one may leave it open."""
    place = RIFF
    while place + CHUNK <= len(data) and data[place : place + 4] != b"data":
        place += CHUNK + padded(size_at(data, place))
    told, there = size_at(data, place), len(data) - place - CHUNK
    if place + CHUNK > len(data) or not 0 < told < UNTOLD or (told <= there and chunks_only(data, place)):
        return None
    return f"{told} told, {there} there"


def chunks_only(data: bytes, place: int) -> bool:
    """Whether nothing but chunks with names follows a chunk."""
    while (place := place + CHUNK + padded(size_at(data, place))) < len(data):
        if not data[place : place + 4].isalnum() or place + CHUNK > len(data):
            return False
    return True


def size_at(data: bytes, place: int) -> int:
    return int.from_bytes(data[place + 4 : place + CHUNK], "little")


def padded(size: int) -> int:
    return size + size % 2


def framed(data: bytes) -> str:
    """What has no head but a frame after the other: MPEG audio, or AAC as ADTS has it. A tag may stand before it."""
    start = after_tag(data)
    places = range(start, start + FILLED) if start else (0,)
    return next((name for place in places for name in frames_at(data, place)), "")


def frames_at(data: bytes, place: int) -> Iterator[str]:
    """What a frame begins there, and another where it ends."""
    for name, length in (("aac", adts_length(data, place)), ("mp3", mpeg_length(data, place))):
        following = place + length
        if length and (following + 4 > len(data) or synchronous(data, following)):
            yield name


def after_tag(data: bytes) -> int:
    if not data.startswith(b"ID3") or len(data) < ID3:
        return 0
    length = 0
    for byte in data[6:ID3]:
        length = length << 7 | byte & 0x7F
    return ID3 + length


def synchronous(data: bytes, place: int) -> bool:
    """Whether a frame begins there."""
    return data[place : place + 1] == b"\xff" and data[place + 1] & 0xE0 == 0xE0


def adts_length(data: bytes, place: int) -> int:
    """How long a frame of AAC is; 0 where none begins."""
    if len(data) < place + 7 or not synchronous(data, place) or data[place + 1] & 0xF6 != 0xF0:
        return 0
    return (data[place + 3] & 3) << 11 | data[place + 4] << 3 | data[place + 5] >> 5


def mpeg_length(data: bytes, place: int) -> int:
    """How long a frame of MPEG audio is; 0 where none begins."""
    if len(data) < place + 4 or not synchronous(data, place):
        return 0
    version, layer = data[place + 1] >> 3 & 3, data[place + 1] >> 1 & 3
    bitrate, rate = data[place + 2] >> 4, data[place + 2] >> 2 & 3
    if version == 1 or layer != 1 or bitrate in (0, 15) or rate == 3:
        return 0
    samples, padding = 144 if version == 3 else 72, data[place + 2] >> 1 & 1
    return samples * 1000 * BITRATES[3 if version == 3 else 2][bitrate - 1] // RATES[version][rate] + padding


def is_bare(data: bytes) -> bool:
    """Whether bytes may be samples of 16 bits: whole ones, and neither a container nor a text."""
    return len(data) % SAMPLE == 0 and not container(data) and not is_text(data)


def is_text(data: bytes) -> bool:
    """Whether bytes read as JSON or as a page, from the first to the last."""
    if not TEXT.match(data):
        return False
    try:
        return data.decode().isprintable() or b"\n" in data
    except UnicodeDecodeError:
        return False


def is_in(format: str, data: bytes) -> bool:
    """Whether a sound is in a format; of bare samples there is nothing to see but that they are whole."""
    return is_bare(data) if format in ("pcm", "pcm16") else container(data) == format
