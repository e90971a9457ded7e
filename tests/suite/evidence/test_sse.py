"""The reader of event streams: awkward bytes, fed in every way, give the same frames."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest
from oaic_suite.evidence.readers.sse import BOM, Reader, bad_utf8, read

# What came, and for each frame: its data, None where no line of it carries any, and whether a blank line ended it.
STREAMS = {
    "nothing": (b"", []),
    "one-event": (b"data: a\n\n", [(b"a", True)]),
    "two-events": (b"data: a\n\ndata: b\n\n", [(b"a", True), (b"b", True)]),
    "crlf": (b"data: a\r\n\r\ndata: b\r\n\r\n", [(b"a", True), (b"b", True)]),
    "cr": (b"data: a\r\rdata: b\r\r", [(b"a", True), (b"b", True)]),
    "lf-then-crlf": (b"data: a\n\r\ndata: b\r\n\n", [(b"a", True), (b"b", True)]),
    "cr-then-lf-are-one-ending": (b"data: a\r\ndata: b\r\n\r\n", [(b"a\nb", True)]),
    "lf-then-cr-are-two-endings": (b"data: a\n\rdata: b\n\r", [(b"a", True), (b"b", True)]),
    "cr-at-the-very-end": (b"data: a\n\r", [(b"a", True)]),
    "no-blank-line-at-the-end": (b"data: a\n\ndata: b\n", [(b"a", True), (b"b", False)]),
    "no-line-ending-at-the-end": (b"data: a\n\ndata: b", [(b"a", True), (b"b", False)]),
    "cut-in-the-name": (b"data: a\n\nda", [(b"a", True), (None, False)]),
    "more-blank-lines": (b"\n\ndata: a\n\n\n\ndata: b\n\n\n", [(b"a", True), (b"b", True)]),
    "only-blank-lines": (b"\n\r\n\r\r\n", []),
    "several-data-lines": (b"data: a\ndata:\ndata: b\n\n", [(b"a\n\nb", True)]),
    "no-space": (b"data:a\n\n", [(b"a", True)]),
    "two-spaces": (b"data:  a\n\n", [(b" a", True)]),
    "a-tab-is-no-space": (b"data:\ta\n\n", [(b"\ta", True)]),
    "trailing-space": (b"data: a \n\n", [(b"a ", True)]),
    "colons-in-the-value": (b"data: a: b: c\n\n", [(b"a: b: c", True)]),
    "no-colon": (b"data\n\n", [(b"", True)]),
    "empty-value": (b"data:\n\n", [(b"", True)]),
    "comment": (b": ping\n\ndata: a\n\n", [(None, True), (b"a", True)]),
    "comment-among-the-lines": (b"data: a\n: ping\ndata: b\n\n", [(b"a\nb", True)]),
    "bare-colon": (b":\n\n", [(None, True)]),
    "a-comment-that-looks-like-data": (b":data: a\n\n", [(None, True)]),
    "event-without-data": (b"event: ping\n\n", [(None, True)]),
    "unknown-field": (b"datum: a\n\n", [(None, True)]),
    "names-have-a-case": (b"Data: a\n\n", [(None, True)]),
    "a-space-before-the-name": (b" data: a\n\n", [(None, True)]),
    "json-lines": (b'{"a":1}\n{"a":2}\n', [(None, False)]),
    "html": (b"<html>\n\n<p>data: a</p>\n", [(None, True), (None, False)]),
    "byte-order-mark": (BOM + b"data: a\n\n", [(b"a", True)]),
    "only-a-byte-order-mark": (BOM, []),
    "half-a-byte-order-mark": (BOM[:2] + b"data: a\n\n", [(None, True)]),
    "half-a-byte-order-mark-alone": (BOM[:2], [(None, False)]),
    "a-second-byte-order-mark": (BOM + BOM + b"data: a\n\n", [(None, True)]),
    "a-later-byte-order-mark": (b"data: a\n\n" + BOM + b"data: b\n\n", [(b"a", True), (None, True)]),
    "wide-characters": ("data: é한🦜\n\n".encode(), [("é한🦜".encode(), True)]),
    "bytes-that-are-no-text": (b"data: \xff\xfe\n\n", [(b"\xff\xfe", True)]),
    "other-line-separators": ("data: a\u2028b\x0bc\x85d\n\n".encode(), [("a\u2028b\x0bc\x85d".encode(), True)]),
    "nul": (b"data: a\x00b\n\n", [(b"a\x00b", True)]),
}

AWKWARD = pytest.mark.parametrize(("body", "frames"), STREAMS.values(), ids=STREAMS)


def fed(*pieces):
    reader = Reader()
    for piece in pieces:
        reader.feed(piece)
    reader.close()
    return reader


def told(reader):
    return [(frame.data if frame.has_data else None, frame.terminated) for frame in reader.frames]


@AWKWARD
def test_whole(body, frames):
    assert told(fed(body)) == frames


@AWKWARD
def test_byte_by_byte(body, frames):
    assert fed(*(body[at : at + 1] for at in range(len(body)))) == fed(body)


@AWKWARD
def test_split_everywhere(body, frames):
    """In three pieces, cut at every pair of places; some pieces are empty."""
    cuts = combinations_with_replacement(range(len(body) + 1), 2)
    assert all(fed(body[:one], body[one:two], body[two:]) == fed(body) for one, two in cuts)


@AWKWARD
def test_every_line_stands_where_it_says(body, frames):
    lines = [line for frame in read(body).frames for line in frame.lines]
    assert [body[slice(*line.span)] for line in lines] == [line.text for line in lines]
    assert [body[line.span[1] :][: len(line.ending)] for line in lines] == [line.ending for line in lines]


@AWKWARD
def test_frames_are_numbered_from_zero(body, frames):
    assert [frame.index for frame in read(body).frames] == list(range(len(frames)))


@pytest.mark.parametrize(
    ("body", "endings", "blank"),
    [
        (b"data: a\n\n", [b"\n", b"\n"], b"\n"),
        (b"data: a\r\n\n", [b"\r\n", b"\n"], b"\n"),
        (b"data: a\n: b\r\r\n", [b"\n", b"\r", b"\r\n"], b"\r\n"),
        (b"data: a\r", [b"\r"], b""),
        (b"data: a", [], b""),
    ],
)
def test_line_endings_are_kept(body, endings, blank):
    (frame,) = read(body).frames
    assert (frame.endings, frame.blank) == (endings, blank)


def test_endings_of_lines_outside_any_frame_are_kept_too():
    assert read(b"\r\ndata: a\n\n\r").endings == {b"\r\n", b"\n", b"\r"}


@pytest.mark.parametrize(
    ("body", "bom"), [(BOM + b"data: a\n\n", True), (BOM, True), (b"data: a\n\n" + BOM, False), (b"", False)]
)
def test_a_byte_order_mark_is_kept_in_mind(body, bom):
    assert read(body).bom is bom


def test_the_last_event_name_stands():
    (frame,) = read(b"event: a\ndata: 1\nevent: b\n\n").frames
    assert frame.event == "b"


def test_an_unnamed_event_has_no_name():
    (frame,) = read(b"data: 1\n\n").frames
    assert frame.event is None


def test_fields_are_told_from_comments():
    (frame,) = read(b"id: 7\n:id: 8\nid\n\n").frames
    assert [line.value for line in frame.fields("id")] == [b"7", b""]


@pytest.mark.parametrize(
    ("body", "offset"),
    [
        (b"plain", None),
        ("é한🦜".encode(), None),
        (b"a\xff", 1),
        ("🦜".encode()[:3], 0),
        (b"ab\xed\xa0\x80", 2),  # half of a surrogate pair
        (b"\xc0\xaf", 0),  # a slash, spelt too long
    ],
)
def test_the_first_byte_that_is_not_utf8(body, offset):
    assert bad_utf8(body) == offset
