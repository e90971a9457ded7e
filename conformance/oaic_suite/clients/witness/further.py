"""What applications do with files, uploads, batches, kept chats, verdicts, sounds and pictures.

A file is told as its name and, in base64, what it holds.
"""

from __future__ import annotations

import base64
import io
import json
import wave
from collections.abc import Mapping

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.clients.witness.scenario import GREETING, MODEL, Json, Scenario

RATE, SECONDS = 8000, 1
UNKNOWN = "6f1d2c" * 4
# A grey square of 64 pixels.
SQUARE = (
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAS0lEQVR42u3PMQ0AAAwDoEqv9ErYvQQckD4XAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ"
    "EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAYHLAB8+AWnmfUycAAAAAElFTkSuQmCC"
)


def file_of(name: str, content: bytes) -> Json:
    return {"name": name, "base64": base64.b64encode(content).decode()}


def silence() -> bytes:
    """A second in which nothing is said."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(2 * RATE * SECONDS))
    return written.getvalue()


def line(custom_id: str, members: Json) -> Json:
    body = {"model": MODEL, "messages": GREETING, **members}
    return {"custom_id": custom_id, "method": "POST", "url": CHATS, "body": body}


CHATS = "/v1/chat/completions"
LINES = file_of("first.jsonl", json.dumps(line("first", {})).encode() + b"\r\n")
LATER = {**LINES, "name": "second.jsonl"}
RECORDING, PICTURE = file_of("silence.wav", silence()), {"name": "square.png", "base64": SQUARE}
WORDS = file_of("words.txt", b"This is neither a picture nor a sound. " * 8)
EVERY_BYTE = file_of("every.bin", bytes(range(256)))
JOB: Json = {"endpoint": CHATS, "metadata": {"job": "nightly"}}
BATCHED: Json = {**JOB, "lines": [line("first", {}), line("second", {})]}
MIXED: Json = {**JOB, "lines": [line("right", {}), line("wrong", {"temperature": 7})]}
TURNS = [*GREETING, {"role": "assistant", "content": "Hello."}, {"role": "user", "content": "And now louder."}]
TALK: Json = {"model": MODEL, "messages": TURNS}
LONGER = "Ahoy there, and a good morning to all of you."
TEXTS = ["A parrot on a ship.", "He wants to attack and kill."]
PARTS = [{"type": "text", "text": text} for text in TEXTS]


def send(file: Json, purpose: str = "batch", doing: str = "files.send") -> Scenario:
    return Scenario(doing, {"file": file, "purpose": purpose})


def judge(members: Json) -> Scenario:
    return Scenario("moderations.plain", {"model": MODEL, **members})


def speak(members: Json, doing: str = "speech.plain") -> Scenario:
    return Scenario(doing, {"model": MODEL, "input": "Ahoy.", "voice": "alloy", **members})


def hear(members: Json, doing: str = "transcription.plain") -> Scenario:
    return Scenario(doing, {"model": MODEL, "file": RECORDING, **members})


def paint(members: Json, doing: str = "images.plain") -> Scenario:
    return Scenario(doing, {"model": MODEL, "prompt": "A parrot on a ship.", **members})


def change(members: Json, doing: str = "images.edit") -> Scenario:
    return paint({"image": PICTURE, **members}, doing)


def verbose(*of: str) -> Scenario:
    return hear({"response_format": "verbose_json", "timestamp_granularities": [*of]})


FURTHER: Mapping[str, Scenario] = {
    "files.kept": send(LINES, doing="files.kept"),
    "files.binary": send(EVERY_BYTE, "user_data", "files.kept"),
    "files.listed": Scenario("files.listed", {"files": [LINES, LINES, LATER], "purpose": "batch"}),
    "files.unknown": Scenario("files.look", {"id": f"file-{UNKNOWN}"}),
    "files.purpose": send(LINES, "poetry"),
    "files.nothing": Scenario("files.send", {"purpose": "batch"}),
    "uploads.whole": send(LINES, doing="uploads.whole"),
    "uploads.helper": send(LINES, doing="uploads.helper"),
    "uploads.cancelled": send(LINES, doing="uploads.cancelled"),
    "batches.round": Scenario("batches.round", BATCHED),
    "batches.mixed": Scenario("batches.round", MIXED),
    "batches.listed": Scenario("batches.listed", BATCHED),
    "batches.cancelled": Scenario("batches.cancelled", BATCHED),
    "batches.unknown": Scenario("batches.look", {"id": f"batch_{UNKNOWN}"}),
    "batches.unknown-cancelled": Scenario("batches.stop", {"id": f"batch_{UNKNOWN}"}),
    "batches.endpoint": Scenario("batches.make", {**BATCHED, "endpoint": "/v1/parrots"}),
    "batches.nothing": Scenario("batches.make", JOB),
    "batches.number": Scenario("batches.make", {**JOB, "input_file_id": 7}),
    "batches.window": Scenario("batches.make", {**BATCHED, "completion_window": "soon"}),
    "stored.kept": Scenario("stored.kept", TALK),
    "stored.said": Scenario("stored.said", TALK),
    "stored.listed": Scenario("stored.listed", TALK),
    "stored.unkept": Scenario("stored.unkept", TALK),
    "stored.unknown": Scenario("stored.look", {"id": f"chatcmpl-{UNKNOWN}"}),
    "moderations.text": judge({"input": TEXTS[1]}),
    "moderations.texts": judge({"input": TEXTS}),
    "moderations.parts": judge({"input": PARTS}),
    "moderations.number": judge({"input": 7}),
    "moderations.nothing": judge({}),
    "speech.plain": speak({}),
    "speech.wav": speak({"response_format": "wav"}),
    "speech.opus": speak({"response_format": "opus"}),
    "speech.stream": speak({"input": LONGER}, "speech.stream"),
    "speech.stream-wav": speak({"input": LONGER, "response_format": "wav"}, "speech.stream"),
    "speech.nothing": Scenario("speech.plain", {"model": MODEL, "voice": "alloy"}),
    "transcription.plain": hear({}),
    "transcription.helped": hear({"prompt": "A parrot.", "language": "en"}),
    "transcription.whole": hear({"stream": False}),
    "transcription.segments": verbose("segment"),
    "transcription.words": verbose("word"),
    **{f"transcription.{form}": hear({"response_format": form}) for form in ("text", "srt", "vtt")},
    "transcription.stream": hear({}, "transcription.stream"),
    "transcription.nothing": Scenario("transcription.plain", {"model": MODEL}),
    "transcription.no-sound": hear({"file": WORDS}),
    "translation.plain": hear({}, "translation.plain"),
    "images.plain": paint({}),
    "images.two": paint({"n": 2}),
    "images.base64": paint({"response_format": "b64_json"}),
    "images.address": paint({"response_format": "url"}),
    "images.stream": paint({"partial_images": 2}, "images.stream"),
    "images.nothing": Scenario("images.plain", {"model": MODEL}),
    "images.edit": change({}),
    "images.edit-mask": change({"mask": PICTURE}),
    "images.edit-stream": change({"partial_images": 2}, "images.edit-stream"),
    "images.edit-nothing": paint({}, "images.edit"),
    "images.no-picture": change({"image": WORDS}),
    "errors.images": paint({"model": UNKNOWN_MODEL}),
}
