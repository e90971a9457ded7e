"""Spoken answers: the transcript is what would have been written, and the sound is a real one."""

from __future__ import annotations

import base64
import io
import wave

import pytest
from oaic_server.parrot.sounding.heard import kind
from oaic_server.state.identity import Identity
from oaic_server.state.shelf import MOST
from oaic_server.state.sounds import Sounds
from oaic_server.state.store import Store
from oaic_server.surfaces.chat.fold import fold
from oaic_spec import contract

OPERATION = contract().operations["createChatCompletion"]
TEXT = "Hello, wörld 😀!"


def aloud(format="wav", **more):
    return {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": format}, **more}


def audio(reply, choice=0):
    return reply.json()["choices"][choice]["message"]["audio"]


def test_an_answer_aloud_says_what_it_would_have_written(chat):
    reply = chat(TEXT, **aloud()).json()
    message = reply["choices"][0]["message"]
    assert OPERATION.response.problems(reply) == []
    assert (message["content"], message["audio"]["transcript"]) == (None, TEXT)
    assert message["audio"]["expires_at"] > reply["created"]


def test_a_sound_is_as_long_as_what_is_said(chat):
    reply = chat("one two three", **aloud())
    with wave.open(io.BytesIO(base64.b64decode(audio(reply)["data"]))) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels(), file.getnframes()) == (24000, 2, 1, 3600)


def test_the_same_words_sound_the_same(chat):
    once, again = (audio(chat(TEXT, **aloud())) for _ in range(2))
    assert (once["data"], once["id"] == again["id"]) == (again["data"], False)


def test_bare_samples_are_the_sound_without_its_header(chat):
    assert base64.b64decode(audio(chat(TEXT, **aloud()))["data"]).endswith(
        base64.b64decode(audio(chat(TEXT, **aloud("pcm16")))["data"])
    )


@pytest.mark.parametrize("format", ["wav", "aac", "mp3", "flac", "opus"])
def test_a_sound_is_in_the_format_asked_for(chat, format):
    assert kind(base64.b64decode(audio(chat(TEXT, **aloud(format)))["data"])) == {"opus": "ogg"}.get(format, format)


@pytest.mark.parametrize("members", [{}, {"n": 2}, {"max_tokens": 2}, {"modalities": ["audio"]}], ids=repr)
def test_the_whole_is_the_fold_of_the_pieces(chat, stream, members):
    whole = chat(TEXT, **aloud("pcm16") | members).json()
    chunks = stream(TEXT, **aloud("pcm16") | members, stream_options={"include_usage": True})
    assert [OPERATION.chunk.problems(chunk) for chunk in chunks] == [[]] * len(chunks)
    assert nameless(fold(chunks)) == nameless(whole)


def nameless(reply):
    """What two answers to one request have in common."""
    for choice in reply["choices"]:
        choice["message"]["audio"] |= {"id": "", "expires_at": 0}
    return reply | {"id": "", "created": 0}


def test_each_piece_of_sound_is_base64_by_itself(stream):
    chunks = stream(TEXT, **aloud("pcm16"))
    told = [said["delta"].get("audio", {}) for chunk in chunks for said in chunk["choices"]]
    pieces = [base64.b64decode(each["data"], validate=True) for each in told if "data" in each]
    assert [len(piece) % 2 for piece in pieces] == [0] * len(pieces)
    assert "".join(each.get("transcript", "") for each in told) == TEXT
    assert len([each for each in told if "id" in each]) == len([each for each in told if "expires_at" in each]) == 1


def test_sound_is_counted(chat):
    usage = chat("one two three", **aloud()).json()["usage"]
    assert usage["completion_tokens_details"]["audio_tokens"] == usage["completion_tokens"] == 3


def test_an_answer_aloud_may_be_referred_to(chat):
    known = {"role": "assistant", "audio": {"id": audio(chat(TEXT, **aloud()))["id"]}}
    messages = [{"role": "user", "content": "Hi"}, known, {"role": "user", "content": "Again"}]
    assert chat(messages=messages).status_code == 200
    reply = chat(messages=[messages[0], {"role": "assistant", "audio": {"id": "audio_1"}}, messages[2]])
    assert (reply.status_code, reply.json()["error"]["param"]) == (404, "messages[1].audio.id")


REFUSED = {
    "no voice": ({"modalities": ["text", "audio"]}, "missing_required_parameter", "audio"),
    "a stream with a header": (aloud("wav", stream=True), "unsupported_value", "audio.format"),
    "logprobs": (aloud(logprobs=True), "unsupported_parameter", "logprobs"),
    "a sense nobody has": ({"modalities": ["smell"]}, "invalid_value", "modalities[0]"),
}


@pytest.mark.parametrize(("members", "code", "param"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_said_aloud_is_refused(chat, members, code, param):
    reply = chat(TEXT, **members)
    error = reply.json()["error"]
    assert (reply.status_code, error["code"], error["param"]) == (400, code, param)


def test_a_refusal_is_not_read_aloud(chat):
    form = {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object"}}}
    message = chat("Please refuse to answer.", **aloud(response_format=form)).json()["choices"][0]["message"]
    assert message["refusal"]
    assert "audio" not in message


def test_only_the_latest_sounds_are_kept():
    sounds = Sounds(Store(), Identity(seed=1))
    first = sounds.keep("first", 2_000_000_000)
    assert sounds.transcript(first) == "first"
    latest = [sounds.keep("more", 2_000_000_000) for _ in range(MOST)][-1]
    assert (sounds.transcript(first), sounds.transcript(latest)) == (None, "more")


def test_a_sound_is_forgotten_when_its_time_is_over():
    sounds = Sounds(Store(), Identity(seed=1))
    assert sounds.transcript(sounds.keep("gone", 0)) is None
