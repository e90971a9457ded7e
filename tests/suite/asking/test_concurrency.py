"""Streams at once: who is turned away settles nothing, and what is so of one alone is not the doing of others."""

from __future__ import annotations

import json

import pytest
from oaic_suite.checks.concurrency.answers import some_of_which_call
from oaic_suite.checks.concurrency.readings import (
    ANSWERED,
    admitted,
    completed,
    failures,
    has_begun,
    leaked_words,
    only_together,
    shared_ids,
)
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

DONE = "data: [DONE]\n\n"


def stream(word="kea", said=None, id="c1", status=200, ended="complete", terminator=DONE, **asked):
    body = {"stream": True, "messages": [{"role": "user", "content": f"Repeat: {word}"}]} | asked
    delta = {"index": 0, "delta": {"content": word if said is None else said}, "finish_reason": "stop"}
    chunk = {"id": id, "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [delta]}
    request = Request("POST", "http://t/v1/x", (), json.dumps(body).encode(), "createChatCompletion")
    sent = f"data: {json.dumps(chunk)}\n\n{terminator}"
    return Stream(Exchange(f"x-{word}", request, status, body=sent.encode(), ended=ended))


KEA, TUI = stream("kea"), stream("tui", id="c2")
AWAY, BROKEN = stream("moa", status=503), stream("owl", ended="reset", terminator="")


CALLED = stream("kea", tools=[{"type": "function"}])


def test_what_failed_is_lost():
    assert [(finding.place.exchange, finding.observed) for finding in failures([KEA, BROKEN])] == [("x-owl", "reset")]
    assert failures([KEA, TUI]) == []


@pytest.mark.parametrize("status", [429, 503, 529])
def test_who_is_turned_away_settles_nothing(status):
    with pytest.raises(NotEstablished) as told:
        failures([KEA, TUI, stream("moa", status=status)])
    assert told.value.blocked_by == "overloaded"
    assert [finding.place.exchange for finding in failures([KEA, BROKEN, AWAY])] == ["x-owl"]


def test_who_is_not_let_in_was_not_disturbed():
    outside = stream("emu", status=None, ended="reset", terminator="")
    assert admitted([KEA, outside, BROKEN]) == [KEA, BROKEN]
    with pytest.raises(NotEstablished) as told:
        admitted([outside])
    assert told.value.blocked_by == "overloaded"


@pytest.mark.parametrize(("answers", "cause"), [([KEA, TUI], None), ([CALLED, CALLED], "tools.named.forced")])
def test_calls_that_did_not_come_cannot_be_mixed(answers, cause):
    with pytest.raises((NotApplicable, NotEstablished)) as told:
        some_of_which_call(answers)
    assert getattr(told.value, "blocked_by", None) == cause


def test_streams_that_say_nothing_are_not_said_to_be_kept_apart():
    with pytest.raises(NotEstablished):
        leaked_words([stream("kea", said=""), stream("tui", said="")])


def test_one_stream_is_no_company():
    assert completed([KEA, AWAY, TUI, BROKEN]) == [KEA, TUI]
    with pytest.raises(NotEstablished) as told:
        completed([KEA, AWAY, BROKEN])
    assert told.value.blocked_by == ANSWERED


def test_a_word_of_another_is_a_stray():
    [stray] = leaked_words([KEA, stream("tui", said="tui, kea")])
    assert (stray.place.exchange, stray.expected, stray.observed) == ("x-tui", "nothing of kea", "'tui, kea'")


def undone(stream):
    return stream.undone


def test_what_is_wrong_only_together_is_found():
    [found] = only_together(KEA, [TUI, stream("owl", terminator="")], undone, "@done")
    assert found.place.exchange == "x-owl"


def test_what_is_wrong_alone_too_is_not_the_doing_of_company():
    with pytest.raises(NotEstablished):
        only_together(stream(terminator=""), [TUI, stream("owl", terminator="")], undone, "@done")


def test_ids_that_only_streams_at_once_share():
    assert len(shared_ids(KEA, [TUI, stream("owl", id="c2")])) == 2
    with pytest.raises(NotEstablished):
        shared_ids(KEA, [stream("tui"), stream("owl")])


@pytest.mark.parametrize(
    ("body", "enough"), [(b"", False), (b"data: {", False), (b": hi\n\n", True), (b"x" * 65, True)]
)
def test_a_stream_has_begun_with_its_first_event_or_its_size(body, enough):
    assert has_begun(body) is enough
