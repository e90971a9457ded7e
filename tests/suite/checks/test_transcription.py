"""Subtitles and streamed transcripts as they are read: what is legal, however odd, and what is none."""

from __future__ import annotations

import json

import pytest
from oaic_suite.checks.transcription.readings import DONE, headless, in_json, no_cues, unlike_the_whole
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.catalogue import catalogue


def answer(text, form):
    """An answer to a form that asks for text or subtitles."""
    body = f'--b\r\nContent-Disposition: form-data; name="response_format"\r\n\r\n{form}\r\n--b--\r\n'.encode()
    request = Request(
        "POST", "http://x/v1", (("content-type", "multipart/form-data; boundary=b"),), body, TRANSCRIPTION
    )
    return Content(Exchange("x1", request, 200, (("content-type", "text/plain"),), text.encode()))


def stream(*events):
    request = Request("POST", "http://x/v1", (), b'{"stream": true}', TRANSCRIPTION)
    body = "".join(f"data: {json.dumps(event)}\n\n" for event in events).encode()
    return Stream(Exchange("x1", request, 200, (("content-type", "text/event-stream"),), body))


def delta(text):
    return {"type": "transcript.text.delta", "delta": text}


def done(text):
    return {"type": "transcript.text.done", "text": text}


LEGAL = {
    "srt": ("1\n00:00:00,000 --> 00:00:01,500\nAhoy.\nAll hands!\n\n2\n00:00:01,500 --> 00:00:02,000\nAye.\n", "srt"),
    "srt with returns": ("1\r\n00:00:00,000 --> 00:00:01,500\r\nAhoy.\r\n\r\n", "srt"),
    "srt with a mark": ("\ufeff1\n00:00:00,000 --> 00:00:01,500\nAhoy.", "srt"),
    "srt of nothing": ("", "srt"),
    "srt of a line that is empty": ("1\n00:00:00,000 --> 00:00:01,500\n\n", "srt"),
    "vtt": ("WEBVTT\n\n00:00.000 --> 00:01.500\nAhoy.\n", "vtt"),
    "vtt with hours, names and settings": (
        "WEBVTT - talk\n\none\n01:00:00.000 --> 01:00:01.500 align:start\nAhoy.\n",
        "vtt",
    ),
    "vtt with notes and styles": (
        "WEBVTT\n\nNOTE made by hand\n\nSTYLE\n::cue {}\n\n00:00.000 --> 00:01.500\nAhoy.",
        "vtt",
    ),
    "vtt of nothing": ("WEBVTT\n\n", "vtt"),
}


@pytest.mark.parametrize(("text", "form"), LEGAL.values(), ids=LEGAL)
def test_subtitles_that_players_read_are_fine(text, form):
    assert (no_cues(answer(text, form)), in_json(answer(text, form))) == ([], [])


NONE = {
    "a text": ("Ahoy.", "srt", "'Ahoy.'"),
    "times as WebVTT has them": ("1\n00:00:00.000 --> 00:00:01.500\nAhoy.", "srt", "'1\\n00:00:00.000"),
    "no numbers": ("00:00:00,000 --> 00:00:01,500\nAhoy.", "srt", "'00:00:00,000"),
    "times as SubRip has them": ("WEBVTT\n\n00:00:00,000 --> 00:00:01,500\nAhoy.", "vtt", "'00:00:00,000"),
    "one cue of two": ("1\n00:00:00,000 --> 00:00:01,500\nAhoy.\n\nAye.", "srt", "'Aye.'"),
}


@pytest.mark.parametrize(("text", "form", "observed"), NONE.values(), ids=NONE)
def test_what_no_player_reads_is_found(text, form, observed):
    [found] = no_cues(answer(text, form))
    assert found.observed.startswith(observed)


def test_webvtt_begins_with_its_name():
    assert headless(answer("WEBVTT\n", "vtt")) == []
    assert [found.observed for found in headless(answer("00:00.000 -->", "vtt"))] == ["'00:00.000 --'"]


def test_a_text_that_reads_as_json_may_be_what_was_said():
    assert in_json(answer("7", "text")) == []
    assert len(in_json(answer('{"text": "Ahoy."}', "text"))) == 1


def test_subtitles_in_json_are_blamed_on_that():
    catalogue()
    with pytest.raises(NotEstablished) as raised:
        no_cues(answer('{"text": "Ahoy."}', "srt"))
    assert raised.value.blocked_by == "transcription.written.text"


def test_a_stream_ends_once_and_last():
    assert stream(delta("Ahoy."), done("Ahoy.")).unended_by(DONE) == []
    for events in ([delta("Ahoy.")], [done("Ahoy."), done("Ahoy.")], [done("Ahoy."), delta("Ahoy.")]):
        assert len(stream(*events).unended_by(DONE)) == 1


def test_the_pieces_are_the_text_but_for_space_around_it():
    assert unlike_the_whole(stream(delta(" Ahoy"), delta(" there."), done("Ahoy there."))) == []
    [found] = unlike_the_whole(stream(delta(" there."), done("Ahoy there.")))
    assert (found.expected, found.observed) == ("' there.'", "'Ahoy there.'")


def test_a_text_that_comes_at_once_has_no_pieces():
    with pytest.raises(NotApplicable):
        unlike_the_whole(stream(done("Ahoy there.")))
