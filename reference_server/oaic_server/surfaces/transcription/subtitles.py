"""What is heard as subtitles: SubRip, and WebVTT."""

from __future__ import annotations

from collections.abc import Iterable

from oaic_server.surfaces.transcription.heard import Stretch


def srt(sentences: Iterable[Stretch]) -> str:
    cues = (f"{number}\n{times(said, ',')}\n{said.text}\n" for number, said in enumerate(sentences, 1))
    return "\n".join(cues)


def vtt(sentences: Iterable[Stretch]) -> str:
    return "\n".join(["WEBVTT\n", *(f"{times(said, '.')}\n{said.text}\n" for said in sentences)])


def times(said: Stretch, mark: str) -> str:
    return f"{clock(said.start, mark)} --> {clock(said.end, mark)}"


def clock(seconds: float, mark: str) -> str:
    """`mark` stands before the milliseconds."""
    whole = round(seconds * 1000)
    hours, minutes = whole // 3_600_000, whole // 60_000 % 60
    return f"{hours:02}:{minutes:02}:{whole // 1000 % 60:02}{mark}{whole % 1000:03}"
