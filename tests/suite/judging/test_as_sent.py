"""Streams in the shape the real service gives them fail no check."""

from __future__ import annotations

import json

import pytest
from as_sent import ALOUD, CUT_SHORT, text
from oaic_suite.checks.completions.stream.finish import finished_again
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.rejudge import rejudge
from oaic_suite.judging.verdict import INFO, Verdict

catalogue()  # who is blamed is read from the checks
SPOKEN = {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "pcm16"}}
USAGE = {"stream_options": {"include_usage": True}}
STREAMS = {
    "aloud": ("createChatCompletion", {"messages": [], **SPOKEN, **USAGE}, ALOUD),
    "cut short": ("createCompletion", {"prompt": "Once", "max_tokens": 2}, CUT_SHORT),
}


def answered(operation, members, chunks, **more):
    body = "".join(f"data: {each}\n\n" for each in [*map(json.dumps, chunks), "[DONE]"])
    sent = Request("POST", "http://t", (), json.dumps({"model": "m", "stream": True, **members}).encode(), operation)
    return Exchange("e1", sent, 200, (("content-type", "text/event-stream"),), body.encode(), **more)


@pytest.mark.parametrize(("operation", "members", "chunks"), STREAMS.values(), ids=STREAMS)
def test_what_the_service_sends_fails_nothing(operation, members, chunks):
    judged = list(rejudge(answered(operation, members, chunks)))
    bad = {each.id: verdict for each, verdict in judged if verdict.verdict in (Verdict.FAIL, Verdict.ERROR)}
    assert {id for id in bad if catalogue()[id].level is not INFO} == set()
    assert len(judged) > 20


def test_that_a_sound_is_never_finished_is_a_note():
    verdicts = {each.id: judged.verdict for each, judged in rejudge(answered(*STREAMS["aloud"]))}
    assert verdicts["audio.stream.finished"] is Verdict.FAIL


@pytest.mark.parametrize(
    ("chunks", "places"),
    [
        (CUT_SHORT, []),
        (CUT_SHORT[:2], []),
        ([*CUT_SHORT[:2], text("", "stop")], [2]),
        ([*CUT_SHORT[:2], text("!", "length")], [2]),
        ([*CUT_SHORT, text("", "length")], [2]),
    ],
    ids=["again", "once", "for another reason", "with more text", "three times"],
)
def test_a_reason_may_be_said_again_on_an_empty_last_text(chunks, places):
    stream = Stream(answered("createCompletion", {"prompt": "Once"}, chunks))
    assert [finding.place.frame for finding in finished_again(stream)] == places


def test_a_stream_whose_bytes_were_not_kept_is_not_judged():
    lost = answered("createChatCompletion", {"messages": []}, [], kept=frozenset({"status", "headers"}))
    judged = {requirement.id: judgement.verdict for requirement, judgement in rejudge(lost)}
    assert {Verdict.PASS} <= set(judged.values()) <= {Verdict.PASS, Verdict.NOT_APPLICABLE}
    assert {"chat.stream.events", "chat.stream.json", "chat.stream.done", "sse.utf8"}.isdisjoint(judged)
