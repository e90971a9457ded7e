"""The reader of lines of JSON: byte for byte, and what a check sees of them."""

from __future__ import annotations

import json

import pytest
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.lines import Lines
from oaic_suite.evidence.readers import ndjson
from oaic_suite.evidence.shown.excerpt import excerpt
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.evidence.views import seen_as

READ = {
    "nothing": (b"", []),
    "one": (b'{"a":1}\n', [(b'{"a":1}', (0, 7), True)]),
    "without an end": (b'{"a":1}\n{"b"', [(b'{"a":1}', (0, 7), True), (b'{"b"', (8, 12), False)]),
    "a blank one": (b"{}\n\n{}\n", [(b"{}", (0, 2), True), (b"", (3, 3), True), (b"{}", (4, 6), True)]),
    "windows": (b"{}\r\n", [(b"{}\r", (0, 3), True)]),
}
FIRST = {"message": {"role": "assistant", "content": "Hi"}, "done": False}
LAST = {"message": {"role": "assistant", "content": ""}, "done": True}


@pytest.mark.parametrize(("body", "expected"), READ.values(), ids=READ)
def test_each_line_is_a_frame(body, expected):
    assert [(frame.data, frame.span, frame.terminated) for frame in ndjson.read(body).frames] == expected


def answered(*lines, ended="complete", **more):
    body = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    request = Request("POST", "http://h/api/chat", body=json.dumps(more).encode(), operation="ollamaChat")
    return Exchange("x", request, 200, (("content-type", "application/x-ndjson"),), body, ended=ended)


def test_the_values_stand_in_their_order():
    lines = Lines(answered(FIRST, LAST))
    assert [chunk.value for chunk in lines.complete] == [FIRST, LAST]
    assert (lines.undone, lines.after_done, lines.blank, lines.unreadable) == ([], [], [], [])


def test_a_stream_whose_last_line_does_not_say_so_is_undone():
    assert [finding.expected for finding in Lines(answered(FIRST)).undone] == ["a line with {'done': True} at the end"]


def test_what_follows_the_last_line_is_told_blank_or_not():
    assert len(Lines(answered(FIRST, LAST, b"\n", FIRST)).after_done) == 2


@pytest.mark.parametrize("line", [b"data: {}\n", b"[1]\n", b'{"a":\n'], ids=["an event", "an array", "half of one"])
def test_a_line_that_is_no_object_is_unreadable(line):
    lines = Lines(answered(line, LAST))
    assert [finding.place.frame for finding in lines.unreadable] == [0]
    with pytest.raises(NotEstablished):
        _ = lines.chunks


def test_a_line_that_tells_an_error_leaves_no_chunks():
    lines = Lines(answered(FIRST, {"error": "It failed."}))
    assert [error.value for error in lines.errors] == ["It failed."]
    with pytest.raises(NotEstablished, match="the stream carries an error"):
        _ = lines.chunks


def test_what_a_cut_left_of_a_line_is_the_cuts_doing():
    lines = Lines(answered(FIRST, b'{"mess', ended="protocol"))
    assert (len(lines.frames), lines.unreadable) == (1, [])


def test_a_stream_that_said_its_last_line_is_whole_however_the_connection_went_on():
    assert Lines(answered(FIRST, LAST, ended="timeout")).outcome == 200


@pytest.mark.parametrize(
    ("asked", "kind"),
    [({}, "lines"), ({"stream": True}, "lines"), ({"stream": False}, "reply"), ({"stream": None}, "lines")],
)
def test_an_answer_is_seen_as_it_was_asked_for(asked, kind):
    assert seen_as(answered(LAST, **asked)) == kind


def test_a_place_in_a_line_is_found_in_the_bytes():
    exchange = answered(FIRST, LAST)
    found = Lines(exchange).sound("/message/content")[1]
    span = excerpt(exchange, found.place).span
    assert exchange.body[slice(*span)] == b'""'
    assert span[0] > exchange.body.index(b"\n")
