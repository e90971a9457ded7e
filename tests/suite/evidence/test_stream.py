"""Streams as checks read them: what is missing is blamed on its owner, what is wrong is found in its place."""

from __future__ import annotations

import json

import pytest
from oaic_suite.checks.chat.readings import choices, framing
from oaic_suite.checks.chat.readings.delivery import held_back
from oaic_suite.evidence.arrivals import Arrival
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished, NotRun
from oaic_suite.judging.catalogue import catalogue

catalogue()  # who is blamed is read from the checks
DONE = b"data: [DONE]\n\n"
CHUNK = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}


def stream(*frames, ended="complete", status=200, **asked):
    """A stream of chunks, each given as the pieces of its choices, as another JSON value, or as bytes."""
    body = b"".join(frame if isinstance(frame, bytes) else event(frame) for frame in frames)
    sent = json.dumps({"stream": True} | asked).encode()
    return Stream(
        Exchange("e1", Request("POST", "http://t", (), sent, "createChatCompletion"), status, (), body, (), ended)
    )


def event(frame):
    data = CHUNK | {"choices": frame} if isinstance(frame, list) else frame
    return b"data: %b\n\n" % json.dumps(data).encode()


def piece(finish_reason=None, index=0, **delta):
    return {"index": index, "delta": delta, "finish_reason": finish_reason}


OPENING, HELLO, STOP = [piece(role="assistant", content="")], [piece(content="hello")], [piece("stop")]


def pointers(findings):
    return [(finding.place.frame, finding.place.pointer) for finding in findings]


def frames(findings):
    return [finding.place.frame for finding in findings]


# --- its bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("ended", ["left", "reset", "timeout"])
def test_a_cut_in_the_middle_of_a_character_is_no_fault_of_its_bytes(ended):
    half = "data: \N{PARROT}".encode()[:-2]
    assert stream(OPENING, half, ended=ended).not_utf8 == []
    assert stream(OPENING, half + b"\n\n", ended=ended).not_utf8 != []
    assert stream(OPENING, half).not_utf8 != []


# --- how it ended ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "outcome"),
    [
        (stream(OPENING, STOP, DONE), 200),
        (stream(OPENING, STOP), 200),
        (stream(OPENING, ended="reset"), "reset"),
        (stream(OPENING, STOP, DONE, ended="timeout"), 200),
        (stream(status=500), 500),
        (stream(DONE, status=500, ended="reset"), "reset"),
        (stream(ended="timeout", status=None), "timeout"),
    ],
)
def test_outcome(read, outcome):
    assert read.outcome == outcome


def test_what_becomes_of_the_connection_after_the_terminator_is_a_matter_of_its_own():
    assert stream(OPENING, DONE, ended="timeout").ending == "timeout"


def test_what_a_cut_left_of_the_last_frame_is_not_held_against_it():
    assert stream(OPENING, b'data: {"id":', ended="reset").unreadable == []


def test_the_same_at_the_end_of_a_complete_stream_is():
    assert frames(stream(OPENING, b'data: {"id":').unreadable) == [1]


@pytest.mark.parametrize(
    ("read", "accessor", "blamed"),
    [
        (stream(status=500), "frames", "chat.stream.outcome"),
        (stream(status=429), "frames", "rate-limited"),
        (stream(status=429), "outcome", "rate-limited"),
        (stream(b'{"id": 1}'), "events", "chat.stream.events"),
        (stream(b"data: {\n\n"), "payloads", "chat.stream.json"),
        (stream(b"data: \xff\n\n"), "unreadable", "sse.utf8"),
        (stream(b"ID3\x04\xff\xfb"), "unreadable", "chat.stream.events"),
        (stream(b"ID3\x04\xff\xfb"), "not_utf8", "chat.stream.events"),
        (stream({"error": {"message": "m"}}), "chunks", "chat.stream.no-error"),
        (stream({"error": {"code": "rate_limit_exceeded"}}), "chunks", "rate-limited"),
        (stream(DONE), "chunks", "chat.stream.events"),
        (stream(OPENING, ended="reset"), "complete", "chat.stream.outcome"),
        (stream(OPENING, ended="reset"), "undone", "chat.stream.outcome"),
        (stream(OPENING), "ending", "chat.stream.done"),
        (stream(OPENING), "after_done", "chat.stream.done"),
        (stream(ended="reset"), "eventless", "chat.stream.outcome"),
    ],
)
def test_who_is_blamed(read, accessor, blamed):
    with pytest.raises(NotEstablished) as caught:
        getattr(read, accessor)
    assert caught.value.blocked_by == blamed


# --- frames ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accessor", "read", "found"),
    [
        ("eventless", stream(b'{"id": 1}\n'), [None]),
        ("eventless", stream(), [None]),
        ("eventless", stream(DONE), []),
        ("undone", stream(OPENING, STOP), [1]),
        ("undone", stream(OPENING, DONE, STOP), []),
        ("done_again", stream(OPENING, DONE, DONE, DONE), [2, 3]),
        ("after_done", stream(OPENING, DONE, STOP, DONE), [2]),
        ("after_done", stream(OPENING, DONE, b": bye\n\n"), []),
        ("unreadable", stream(OPENING, b"data: [1]\n\n", b"data: {}{}\n\n", b'data: {"a":NaN}\n\n'), [1, 2, 3]),
        ("unreadable", stream(OPENING, b"data: [done]\n\n"), [1]),
    ],
)
def test_frames_found(accessor, read, found):
    assert frames(getattr(read, accessor)) == found


@pytest.mark.parametrize(
    ("find", "body", "found"),
    [
        (framing.byte_order_mark, b"\xef\xbb\xbfdata: {}\n\n", 1),
        (framing.unterminated, b"data: {}\n\ndata: {}\n", 1),
        (framing.dataless, b"event: a\n\n: b\n\nid: 1\n\ndata: {}\n\n", 2),
        (framing.multiline_data, b"data: {\ndata: }\n\ndata: {}\n\n", 1),
        (framing.named_events, b"event: a\ndata: {}\n\nevent: error\ndata: {}\n\nevent: b\n\n", 1),
        (framing.other_fields, b"id: 1\nretry: 2\ndatum: 3\n: 4\nevent: a\ndata: {}\n\n", 3),
        (framing.comments, b": a\n:b\ndata: {}\n\n", 2),
        (framing.unspaced, b"data:{}\n\ndata: {}\n\n:a\n\n", 1),
        (framing.mixed_endings, b"data: {}\n\ndata: {}\r\n\r\ndata: {}\n\r\n", 2),
        (framing.mixed_endings, b"data: {}\r\n\r\ndata: {}\r\n\r\n", 0),
    ],
)
def test_framing(find, body, found):
    assert len(find(stream(body))) == found


def test_framing_is_not_read_where_bytes_were_not_kept():
    request = Request("POST", "http://t", operation="createChatCompletion")
    parsed = Exchange("e1", request, 200, (), DONE, kept=frozenset({"status", "body"}))
    with pytest.raises(NotRun):
        framing.comments(Stream(parsed))


# --- choices -----------------------------------------------------------------------------------------

TWO = [piece(role="assistant"), piece(role="assistant", index=1)]


@pytest.mark.parametrize(
    ("find", "read", "found"),
    [
        (choices.missing, stream(OPENING, n=2), [(0, None)]),
        (choices.missing, stream(TWO, n=2), []),
        (
            choices.later_nulls,
            stream([piece(content=None)], HELLO, [piece(content=None)]),
            [(2, "/choices/0/delta/content")],
        ),
        (choices.late_roles, stream(HELLO, OPENING), [(0, "/choices/0/delta/role")]),
        (choices.late_roles, stream(OPENING, HELLO), []),
        (choices.repeated_roles, stream(OPENING, OPENING), [(1, "/choices/0/delta/role")]),
        (choices.repeated_roles, stream(OPENING, [piece(role="")]), []),
        (choices.repeated_roles, stream(TWO, n=2), []),
        (choices.unfinished, stream(OPENING, HELLO), [(1, "/choices/0/finish_reason")]),
        (choices.unfinished, stream(OPENING, [piece("")]), [(1, "/choices/0/finish_reason")]),
        (choices.unfinished, stream(TWO, STOP, n=2), [(0, "/choices/1/finish_reason")]),
        (choices.finished_again, stream(OPENING, STOP, STOP), [(2, "/choices/0/finish_reason")]),
        (choices.carried_on, stream(OPENING, STOP, HELLO), [(2, "/choices/0")]),
        (choices.carried_on, stream(OPENING, STOP, STOP), []),
        (choices.carried_on, stream(TWO, STOP, [piece("stop", 1)], n=2), []),
        (choices.empty_before_finish, stream([], OPENING, STOP, []), [(0, "/choices")]),
        (choices.empty_before_finish, stream(TWO, STOP, [], [piece("stop", 1)], n=2), [(2, "/choices")]),
    ],
)
def test_pieces_found(find, read, found):
    assert pointers(find(read)) == found


@pytest.mark.parametrize(
    ("find", "read", "blamed"),
    [
        (choices.turns, stream([{"delta": {}}]), "chat.stream.index"),
        (choices.turns, stream([piece(index=7)]), "chat.stream.index-below-n"),
        (choices.late_roles, stream(HELLO), "chat.stream.role"),
        (choices.finished_again, stream(HELLO), "chat.stream.finished"),
        (choices.empty_before_finish, stream(HELLO), "chat.stream.finished"),
        (choices.pieces, stream([]), "chat.stream.choices"),
        (choices.first_roles, stream([{"index": 0}]), "chat.stream.delta"),
    ],
)
def test_who_is_blamed_for_a_choice(find, read, blamed):
    with pytest.raises(NotEstablished) as caught:
        find(read)
    assert caught.value.blocked_by == blamed


def test_texts_of_interleaved_choices():
    said = [[piece(content="a")], [piece(content="x", index=1)], [piece(content="b")], [piece(content=None, index=1)]]
    assert choices.texts(stream(*said, n=2)) == {0: "ab", 1: "x"}


# --- pace --------------------------------------------------------------------------------------------


def arrived(*times):
    """A stream of equal events, each at its time."""
    events = [event(HELLO) for _ in times]
    at = tuple(Arrival(time, len(one)) for time, one in zip(times, events, strict=True))
    request = Request("POST", "http://t", operation="createChatCompletion")
    return Stream(Exchange("e1", request, 200, (), b"".join(events), at))


@pytest.mark.parametrize(
    ("short", "long", "held"),
    [
        (arrived(0.1), arrived(0.2, 0.6, 1.0, 1.4, 1.8), False),
        (arrived(0.1), arrived(1.8, 1.8, 1.8, 1.8, 1.8), True),
        (arrived(0.1), arrived(0.1, 1.8, 1.8, 1.8, 1.8), True),
        (arrived(0.1), arrived(0.8, 0.8, 0.8), False),
        (arrived(1.5), arrived(1.8, 1.8, 1.8), False),
        (arrived(0.1), arrived(0.9, 0.9, 0.9, 1.8, 1.8), False),
    ],
    ids=["steady", "at-once", "all-but-the-role", "too-quick-to-tell", "slow-to-begin", "in-two-blocks"],
)
def test_held_back(short, long, held):
    assert bool(held_back(short, long)) is held


# --- what is not there -------------------------------------------------------------------------------


def test_null_is_no_parent():
    """Where nothing but null stands above a place, its own requirement is to blame."""
    unsaid = CHUNK | {"choices": [], "usage": None}
    with pytest.raises(NotEstablished, match="nothing below /usage"):
        stream(unsaid, b"data: [DONE]\n\n").problems("/usage/total_tokens")


def test_one_parent_is_enough():
    """A place that stands in the last chunk only is judged there."""
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": "2"}
    said = stream(CHUNK | {"choices": [], "usage": None}, CHUNK | {"choices": [], "usage": usage}, DONE)
    assert pointers(said.problems("/usage/total_tokens")) == [(1, "/usage/total_tokens")]
