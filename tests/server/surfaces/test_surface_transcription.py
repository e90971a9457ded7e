"""Speech written down: what was said here is heard again, in every form that tells it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import oaic_suite.checks.chat.parts as parts
import pytest
from oaic_server.state.identity import Identity
from oaic_server.state.shelf import MOST
from oaic_server.state.sounds import Sounds
from oaic_server.state.store import Store
from oaic_server.surfaces.transcription.heard import Heard
from oaic_server.surfaces.transcription.subtitles import clock, srt, vtt
from oaic_spec import contract

OPERATION = contract().operations["createTranscription"]
TEXT = "Ahoy there. All hands on deck!"
SILENCE, TONE = ((Path(parts.SAMPLES) / name).read_bytes() for name in ("silence.mp3", "tone.wav"))


@pytest.fixture
def said(client):
    body = {"model": "parrot-1", "input": TEXT, "voice": "alloy", "response_format": "opus"}
    return client.post("/audio/speech", json=body).content


@pytest.fixture
def hear(client):
    def ask(sound, where="transcriptions", **members):
        files = {"file": ("speech.ogg", sound, "audio/ogg")}
        return client.post(f"/audio/{where}", data={"model": "parrot-1", **members}, files=files)

    return ask


def events(reply):
    return [json.loads(event.removeprefix("data: ")) for event in reply.text.removesuffix("\n\n").split("\n\n")]


# --- what is heard -------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["wav", "mp3", "flac", "opus", "aac"])
def test_what_was_said_here_is_heard_again(client, hear, format):
    body = {"model": "parrot-1", "input": "Ahoy!", "voice": "alloy", "response_format": format}
    assert hear(client.post("/audio/speech", json=body).content).json()["text"] == "Ahoy!"


def test_another_sound_is_heard_for_what_it_is(hear):
    assert [hear(SILENCE).json()["text"] for _ in range(2)] == [f"Polly hears mp3, {len(SILENCE)} bytes."] * 2


def test_the_oldest_sounds_are_forgotten():
    sounds = Sounds(Store(), Identity())
    for number in range(MOST + 1):
        sounds.hear(b"%d" % number, str(number))
    assert [sounds.words(b"0"), sounds.words(b"1")] == [None, "1"]


def test_stretches_share_the_time_by_their_length():
    heard = Heard("Hi. Hello there!", 1.6)
    assert [(each.text, each.start, each.end) for each in heard.sentences] == [
        ("Hi.", 0.0, 0.32),
        ("Hello there!", 0.32, 1.6),
    ]
    assert [each.text for each in heard.words] == ["Hi.", "Hello", "there!"]
    assert heard.words[-1].end == 1.6


# --- how it is told ------------------------------------------------------------------------------------


def test_a_transcript_tells_what_it_cost(hear, said):
    reply = hear(said, prompt="A parrot").json()
    assert OPERATION.response.problems(reply) == []
    assert reply["usage"]["input_token_details"] == {"text_tokens": 2, "audio_tokens": 5}


GRANULARITIES = {
    "nothing said": ({}, {"segments"}),
    "words": ({"timestamp_granularities[]": "word"}, {"words"}),
    "both": ({"timestamp_granularities[]": ["word", "segment"]}, {"segments", "words"}),
}


@pytest.mark.parametrize(("members", "wanted"), GRANULARITIES.values(), ids=GRANULARITIES)
def test_a_verbose_transcript_has_the_times_asked_for(hear, said, members, wanted):
    reply = hear(said, response_format="verbose_json", **members).json()
    assert OPERATION.response.problems(reply) == []
    assert reply.keys() & {"segments", "words"} == wanted
    assert (reply["duration"], reply["text"]) == (0.48, TEXT)


def test_segments_are_complete(hear, said):
    first, last = hear(said, response_format="verbose_json", temperature="0.5").json()["segments"]
    assert first.keys() == {
        *("id", "seek", "start", "end", "text", "tokens", "temperature"),
        *("avg_logprob", "compression_ratio", "no_speech_prob"),
    }
    assert (first["start"], first["end"], last["end"], first["temperature"]) == (0.0, last["start"], 0.48, 0.5)


def test_speakers_are_told_apart(hear, said):
    told = hear(said, response_format="diarized_json", **{"known_speaker_names[]": "Polly"}).json()
    assert [(each["speaker"], each["text"]) for each in told["segments"]] == [
        ("Polly", "Ahoy there."),
        ("Polly", "All hands on deck!"),
    ]


WRITTEN = {
    "text": ("text/plain; charset=utf-8", TEXT + "\n"),
    "srt": (
        "application/x-subrip; charset=utf-8",
        "1\n00:00:00,000 --> 00:00:00,180\nAhoy there.\n\n2\n00:00:00,180 --> 00:00:00,480\nAll hands on deck!\n",
    ),
    "vtt": (
        "text/vtt; charset=utf-8",
        "WEBVTT\n\n00:00:00.000 --> 00:00:00.180\nAhoy there.\n\n00:00:00.180 --> 00:00:00.480\nAll hands on deck!\n",
    ),
}


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("where", ["transcriptions", "translations"])
def test_text_and_subtitles_come_as_they_are(hear, said, where, form):
    reply = hear(said, where, response_format=form)
    assert (reply.headers["content-type"], reply.text) == WRITTEN[form]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "00:00:00,000"), (61.5, "00:01:01,500"), (3_599.9999, "01:00:00,000"), (360_000, "100:00:00,000")],
)
def test_a_time_is_written_in_full(seconds, told):
    assert clock(seconds, ",") == told


def test_silence_has_no_subtitles():
    assert (srt([]), vtt([])) == ("", "WEBVTT\n")


def test_a_translation_is_told_too(hear, said):
    reply = hear(said, "translations", response_format="verbose_json").json()
    assert contract().operations["createTranslation"].response.problems(reply) == []
    assert (reply["text"], reply["language"]) == (TEXT, "english")


# --- in events -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("members", [{}, {"include[]": "logprobs"}, {"response_format": "text"}], ids=str)
def test_the_pieces_add_up_to_the_text(hear, said, members):
    told = events(hear(said, stream="true", **members))
    assert [problem for event in told for problem in OPERATION.chunk.problems(event)] == []
    assert "".join(event.get("delta", "") for event in told) == told[-1]["text"] == TEXT
    assert [event["type"] for event in told][-2:] == ["transcript.text.delta", "transcript.text.done"]
    assert all(("logprobs" in event) == ("include[]" in members) for event in told)


def test_what_speakers_say_comes_in_segments(hear, said):
    told = events(hear(said, stream="true", response_format="diarized_json"))
    assert [event["type"] for event in told] == ["transcript.text.segment"] * 2 + ["transcript.text.done"]


def test_a_word_that_says_no_asks_for_no_stream(hear, said):
    assert hear(said, stream="false").headers["content-type"] == "application/json"


# --- what is refused -----------------------------------------------------------------------------------

REFUSED = {
    "no form": ({"response_format": "smell"}, "response_format"),
    "times that are not told": ({"timestamp_granularities[]": "word"}, "timestamp_granularities"),
    "subtitles in events": ({"stream": "true", "response_format": "srt"}, "response_format"),
    "logprobs without a place": ({"include[]": "logprobs", "response_format": "text"}, "include"),
    "another member": ({"smell": "of hay"}, "smell"),
}


@pytest.mark.parametrize(("members", "param"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_told_is_refused_by_its_name(hear, said, members, param):
    reply = hear(said, **members)
    assert (reply.status_code, reply.json()["error"]["param"]) == (400, param)


@pytest.mark.parametrize("content", [b"", b"This is no sound."])
def test_what_is_no_sound_is_refused(hear, content):
    reply = hear(content)
    assert (reply.status_code, reply.json()["error"]["param"]) == (400, "file")


def test_a_form_without_a_file_is_refused(client):
    reply = client.post("/audio/transcriptions", files={"model": (None, "parrot-1")})
    assert (reply.status_code, reply.json()["error"]["param"]) == (400, "file")


def test_a_sound_that_is_too_large_is_refused(hear):
    reply = hear(TONE)
    assert reply.status_code == 413
    assert re.search("at most 10000 bytes", reply.json()["error"]["message"])
