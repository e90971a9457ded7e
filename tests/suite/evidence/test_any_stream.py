"""The reader of event streams, fed anything in any pieces, against the standard's own words and the official client."""

from __future__ import annotations

import re
from itertools import pairwise

from arbitrary import TEXT
from hypothesis import given
from hypothesis import strategies as st
from oaic_suite.evidence.readers.sse import BOM, Reader, read
from openai._streaming import SSEDecoder

FIELDS = [b"data", b"data:", b"data: a", b"event: b", b"event", b"id: 7", b"retry", b":", b" "]
ENDS = [b"\r", b"\n", b"\r\n", b"\n\n", b"\r\r"]
ODD = [b"\xff", b"\xe2\x80\xa8", b"\x00", BOM, BOM[:2]]
BODIES = st.lists(st.sampled_from(FIELDS + ENDS + ODD), max_size=30).map(b"".join) | st.binary(max_size=60)
CUTS = st.lists(st.integers(0, 120), max_size=12)


def fed(body, cuts):
    reader = Reader()
    for start, end in pairwise(sorted([0, *(min(cut, len(body)) for cut in cuts), len(body)])):
        reader.feed(body[start:end])
    reader.close()
    return reader


@given(BODIES, CUTS)
def test_any_pieces_give_the_same_frames(body, cuts):
    assert fed(body, cuts) == read(body)


@given(BODIES)
def test_frames_and_blank_lines_are_all_there_is(body):
    """Put back in their places, the lines leave room for nothing but line ends, and a byte order mark in front."""
    reader, end = read(body), 0
    between = []
    for line in (line for frame in reader.frames for line in frame.lines):
        start, stop = line.span
        assert body[start:stop] + body[stop : stop + len(line.ending)] == line.text + line.ending
        between.append(body[end:start])
        end = stop + len(line.ending)
    rest = b"".join([*between, body[end:]])
    assert rest.removeprefix(BOM if reader.bom else b"").strip(b"\r\n") == b""


@given(BODIES)
def test_the_frames_are_what_the_standard_dispatches(body):
    told = [
        (frame.event or "message", frame.text) for frame in read(body).frames if frame.has_data and frame.terminated
    ]
    assert told == dispatched(body)


def dispatched(body):
    """https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation, word by word."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    *lines, _ = re.split("\r\n|\r|\n", text)  # what no line end follows is discarded
    events, data, event = [], "", ""
    for line in lines:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            events += [(event or "message", data.removesuffix("\n"))] if data else []
            data, event = "", ""
        elif name == "data":
            data += value + "\n"
        elif name == "event":
            event = value
    return events


LINES = TEXT.map(lambda text: re.sub("[\r\n]", "", text))
EVENTS = st.lists(st.tuples(st.none() | LINES.filter(bool), st.lists(LINES, min_size=1, max_size=3), st.booleans()))


@given(EVENTS, st.sampled_from(["\n", "\r", "\r\n"]), st.sampled_from([":", ": "]), CUTS)
def test_the_official_client_dispatches_the_same(events, ending, colon, cuts):
    body = "".join(written(*event, colon, ending) for event in events).encode()
    pieces = [
        body[start:end] for start, end in pairwise(sorted([0, *(min(cut, len(body)) for cut in cuts), len(body)]))
    ]
    client = [(event.event, event.data) for event in SSEDecoder().iter_bytes(iter(pieces))]
    assert [(frame.event, frame.text) for frame in fed(body, cuts).frames] == client


def written(event, data, commented, colon, ending):
    lines = [f"event{colon}{event}"] if event is not None else []
    lines += [": ping"] * commented + [f"data{colon}{line}" for line in data]
    return "".join(line + ending for line in [*lines, ""])
