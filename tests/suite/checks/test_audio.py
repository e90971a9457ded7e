"""The sound of an answer as evidence: in a message, and put together from a stream."""

from __future__ import annotations

import base64
import json

import pytest
from oaic_suite.checks.audio.readings import (
    changed,
    choices_without_sound,
    malformed,
    missing,
    unreadable,
    without_sound,
    wrong_format,
)
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.catalogue import catalogue


def exchange(body, content, format):
    request = {"model": "m", "messages": [], "modalities": ["text", "audio"], "audio": {"voice": "a", "format": format}}
    sent = Request("POST", "http://x/v1/chat/completions", (), json.dumps(request).encode(), "createChatCompletion")
    return Exchange("x1", sent, 200, (("content-type", content),), body.encode())


def reply(data=b"", format="wav", **message):
    audio = {"id": "audio_1", "expires_at": 2, "data": base64.b64encode(data).decode(), "transcript": "Hi"}
    said = {"role": "assistant", "content": None, "refusal": None, "audio": audio} | message
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
    body |= {"choices": [{"index": 0, "message": said, "finish_reason": "stop"}]}
    return Reply(exchange(json.dumps(body), "application/json", format))


def stream(*pieces):
    """A stream whose deltas carry one piece of sound each."""
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    deltas = [{"role": "assistant", "content": None}, *({"audio": piece} for piece in pieces), {}]
    reasons = [None] * (len(deltas) - 1) + ["stop"]
    choices = [{"index": 0, "delta": each, "finish_reason": why} for each, why in zip(deltas, reasons, strict=True)]
    events = [*(json.dumps(head | {"choices": [choice]}) for choice in choices), "[DONE]"]
    return Stream(exchange("".join(f"data: {event}\n\n" for event in events), "text/event-stream", "pcm16"))


def test_a_message_without_sound_is_found():
    assert without_sound(reply()) == []
    assert [found.observed for found in without_sound(reply(audio=None))] == ["None"]


def test_what_is_declined_is_not_read_aloud():
    with pytest.raises(NotEstablished, match="declines"):
        without_sound(reply(audio=None, refusal="No."))


MP3, ADTS = b"\xff\xfb\x90\x00" + bytes(413), b"\xff\xf1\x50\x80\x01\x1f\xfc" + bytes(1)  # a frame of each
WAV = b"RIFF\0\0\0\0WAVEfmt " + bytes(20) + b"data\0\0\0\0"
TAG = b"ID3\x04\0\0\0\0\0\x02" + bytes(2)
SOUNDS = {
    "a wav": (WAV, "wav", 0),
    "an mp3 with a tag": (TAG + MP3 * 2, "mp3", 0),
    "an mp3 some way behind its tag": (TAG + bytes(100) + MP3 * 2, "mp3", 0),
    "an mp3 without one": (MP3, "mp3", 0),
    "an aac": (ADTS * 2, "aac", 0),
    "a flac": (b"fLaC", "flac", 0),
    "an opus": (b"OggS" + bytes(24) + b"OpusHead", "opus", 0),
    "an opus in webm": (b"\x1aE\xdf\xa3" + bytes(24) + b"A_OPUS", "opus", 0),
    "bare samples": (bytes(4), "pcm16", 0),
    "half a sample": (bytes(3), "pcm16", 1),
    "an mp3 for a wav": (MP3, "wav", 1),
    "an aac for an mp3": (ADTS * 2, "mp3", 1),
    "a wav for an opus": (WAV, "opus", 1),
    "a vorbis for an opus": (b"OggS" + bytes(24) + b"\x01vorbis", "opus", 1),
    "a wav for bare samples": (WAV, "pcm16", 1),
    "JSON for bare samples": (b'{"audio":"AAAA"}', "pcm16", 1),
    "a page for an mp3": (b"<html>502 Bad Gateway</html>", "mp3", 1),
    "a frame and then nothing of the kind": (MP3 + bytes(8), "mp3", 1),
}


@pytest.mark.parametrize(("data", "format", "wrong"), SOUNDS.values(), ids=SOUNDS)
def test_a_sound_is_in_its_format(data, format, wrong):
    assert len(wrong_format(reply(data, format))) == wrong


def test_what_is_no_base64_has_no_format():
    catalogue()
    audio = {"id": "audio_1", "expires_at": 2, "data": "?", "transcript": "Hi"}
    with pytest.raises(NotEstablished) as raised:
        wrong_format(reply(audio=audio))
    assert raised.value.blocked_by == "audio.reply.base64"


def test_a_stream_without_sound_is_found_once():
    catalogue()
    assert [found.expected for found in choices_without_sound(stream())] == ["a delta with sound"]
    with pytest.raises(NotEstablished) as raised:
        missing(stream(), "id")
    assert raised.value.blocked_by == "audio.stream.audio"


def test_pieces_may_leave_out_what_others_say():
    whole = stream({"id": "a", "transcript": ""}, {"transcript": "Hi"}, {"data": "AAAA"}, {"expires_at": 2})
    assert [missing(whole, member) for member in ("id", "transcript", "data", "expires_at")] == [[]] * 4
    assert (malformed(whole), changed(whole, "id"), unreadable(whole)) == ([], [], [])


@pytest.mark.parametrize(
    ("later", "wrong"), [({"id": "a"}, 0), ({"id": "b"}, 1), ({}, 0)], ids=["same", "another", "none"]
)
def test_a_sound_has_one_id(later, wrong):
    assert len(changed(stream({"id": "a", "data": "AAAA"}, later), "id")) == wrong


def test_what_never_comes_is_missing():
    assert [found.expected for found in missing(stream({"id": "a", "transcript": ""}), "transcript")] == [
        "audio.transcript"
    ]


def test_base64_cut_anywhere_cannot_be_played_as_it_comes():
    assert [found.observed for found in unreadable(stream({"data": "AAA"}, {"data": "AAAAA"}))] == ["'AAA'", "'AAAAA'"]
