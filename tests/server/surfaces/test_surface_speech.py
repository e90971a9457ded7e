"""Speech: real sounds, in every format, as long as what is said."""

from __future__ import annotations

import base64
import io
import json
import wave

import pytest
from oaic_server.parrot.sound import FORMATS, RATE, sound
from oaic_server.parrot.sounding.heard import kind, seconds
from oaic_server.parrot.tokenizer import encode
from oaic_spec import contract

CHUNK = contract().operations["createSpeech"].chunk
TEXT = "All hands on deck, said the parrot."
FILES = [format for format in FORMATS if format != "pcm16"]
CONTAINERS = {"opus": "ogg"}
DECODED_BY_SOUNDFILE = ["wav", "flac", "mp3", "opus"]  # it reads no AAC


@pytest.fixture
def speak(client):
    return lambda **members: client.post(
        "/audio/speech", json={"model": "parrot-1", "input": TEXT, "voice": "alloy", **members}
    )


def length(data):
    with wave.open(io.BytesIO(data)) as file:
        return file.getnframes()


# --- sounds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", DECODED_BY_SOUNDFILE)
@pytest.mark.parametrize("speed", [1, 0.25, 4])
def test_a_library_hears_as_much_as_was_said(format, speed):
    soundfile = pytest.importorskip("soundfile", reason="soundfile is not installed: no real decoder hears the sounds")
    words = encode(TEXT)
    samples, rate = soundfile.read(io.BytesIO(sound(words, format, speed=speed)))
    assert len(samples) / rate == pytest.approx(len(words) * 0.05 / speed, rel=0.35)
    assert abs(samples).max() > 0.1


@pytest.mark.parametrize("format", FILES)
def test_ffmpeg_decodes_each_of_them_without_complaint(format):
    av = pytest.importorskip("av", reason="PyAV is not installed: ffmpeg hears none of the sounds")
    data = sound(encode(TEXT), format)
    with av.open(io.BytesIO(data), format=CONTAINERS.get(format, format)) as file:
        heard = sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))
    assert heard == pytest.approx(len(encode(TEXT)) * 0.05, rel=0.35)


def test_a_flac_is_the_samples_of_the_wav():
    soundfile = pytest.importorskip("soundfile", reason="soundfile is not installed: no real decoder hears the sounds")
    words = encode(TEXT * 40)
    flac, wav = (soundfile.read(io.BytesIO(sound(words, format)), dtype="int16")[0] for format in ("flac", "wav"))
    assert (flac == wav).all()


@pytest.mark.parametrize("format", FILES)
def test_a_sound_is_known_again(format):
    assert kind(sound(encode(TEXT), format)) == CONTAINERS.get(format, format)


@pytest.mark.parametrize("format", ["wav", "flac", "opus"])
def test_its_length_is_told_by_the_sound(format):
    assert seconds(sound(encode(TEXT), format)) == pytest.approx(len(encode(TEXT)) * 0.05, rel=0.35)


@pytest.mark.parametrize("data", [b"RIFF\0\0\0\0WAVE", b"fLaC", b"OggS", b"ID3", b"\xff\xf1", b"noise"])
def test_of_a_sound_that_breaks_off_a_length_is_guessed(data):
    assert 0 <= seconds(data) < 1


# --- asked for -----------------------------------------------------------------------------------------


MEDIA_TYPES = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg; codecs=opus",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_a_text_is_spoken_in_every_format(speak, format):
    reply = speak(response_format=format)
    assert (reply.status_code, reply.headers["content-type"]) == (200, MEDIA_TYPES[format])
    ours = sound(encode(TEXT), {"pcm": "pcm16"}.get(format, format), voice="alloy")
    assert reply.content == ours


def test_what_is_said_is_an_mp3_unless_told(speak):
    assert speak().content == speak(response_format="mp3").content


def test_what_is_spoken_faster_takes_less_time(speak):
    usual, fast, slow = (length(speak(response_format="wav", speed=speed).content) for speed in (1, 2, 0.5))
    assert (fast, slow) == (usual // 2, usual * 2)
    assert usual == len(encode(TEXT)) * RATE // 20


def test_voices_differ(speak):
    assert speak(response_format="wav").content != speak(response_format="wav", voice="nova").content


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_the_pieces_add_up_to_the_sound(speak, format):
    reply = speak(response_format=format, stream_format="sse")
    told = [json.loads(event.removeprefix("data: ")) for event in reply.text.removesuffix("\n\n").split("\n\n")]
    assert [problem for event in told for problem in CHUNK.problems(event)] == []
    assert [event["type"] for event in told] == ["speech.audio.delta"] * (len(told) - 1) + ["speech.audio.done"]
    pieces = b"".join(base64.b64decode(event["audio"]) for event in told[:-1])
    assert pieces == speak(response_format=format).content


REFUSED = {
    "no voice": ({"voice": "no-such-voice"}, 400, "voice"),
    "a voice that nobody made": ({"voice": {"id": "voice_1"}}, 404, "voice.id"),
    "no format": ({"response_format": "smell"}, 400, "response_format"),
    "nothing to say": ({"input": ""}, 400, "input"),
    "too much to say": ({"input": "a" * 4097}, 400, "input"),
    "too fast": ({"speed": 4.5}, 400, "speed"),
    "longer than it may take": ({"input": "é€" * 400, "speed": 0.25}, 400, "input"),
    "no model": ({"model": "no-such-model"}, 404, None),
}


@pytest.mark.parametrize(("members", "status", "param"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_said_is_refused_by_its_name(speak, members, status, param):
    reply = speak(**members)
    assert (reply.status_code, reply.json()["error"]["param"]) == (status, param)
