"""JSON as the suite reads it: no more and no less than other readers, and each value found again in its bytes."""

from __future__ import annotations

import json

import orjson
import pytest
from arbitrary import HALVES, SCALARS, TEXT, VALUES, places
from hypothesis import given
from hypothesis import strategies as st
from oaic_spec.pointer import pointer
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Place
from oaic_suite.evidence.readers.sse import read
from oaic_suite.evidence.readers.strict_json import locate, parse
from oaic_suite.evidence.shown.excerpt import excerpt

INDENTS, COLONS = st.sampled_from([None, 0, 2, "\t"]), st.sampled_from([":", ": ", " :\n"])
NAMED = st.recursive(
    SCALARS | HALVES,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(HALVES | st.sampled_from("0/~"), below, max_size=4),
)


def spelt(values, ascii):
    return st.builds(
        lambda value, indent, colon: json.dumps(value, indent=indent, ensure_ascii=ascii, separators=(",", colon)),
        values,
        INDENTS,
        COLONS,
    )


SPELT = spelt(NAMED, ascii=True) | spelt(VALUES, ascii=False)
PIECES = [
    *(bytes([octet]) for octet in b'{}[]":,.-+1e \\'),
    b'"a":',
    b"null",
    b"\\ud83e",
    b"\xff",
    b"\xef\xbb\xbf",
    b"NaN",
]
BYTES = st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join) | st.binary(max_size=30)


@given(SPELT)
def test_any_json_is_read_as_python_reads_it(text):
    assert parse(text.encode()) == json.loads(text)


@given(BYTES)
def test_what_is_no_json_to_others_is_none_to_us(body):
    """A strict reader knows no halves of surrogate pairs and no number beyond a float; JSON does."""
    try:
        ours = parse(body)
    except ValueError:
        with pytest.raises(orjson.JSONDecodeError):
            orjson.loads(body)
    else:
        beyond = any(mark in json.dumps(ours) for mark in ("\\ud", "Infinity"))
        assert beyond or orjson.loads(body) == ours


@given(SPELT, st.data())
def test_any_value_is_found_where_its_pointer_leads(text, data):
    path = data.draw(st.sampled_from(places(json.loads(text))))
    start, end = locate(text.encode(), pointer(path))
    assert json.loads(text.encode()[start:end]) == at(json.loads(text), path)


def test_of_two_members_of_one_name_the_last_is_meant():
    body = b'{"a": [1], "a": [2]}'
    assert body[slice(*locate(body, "/a/0"))] == b"2"


@given(VALUES, st.data())
def test_any_value_of_a_frame_is_shown_where_it_stands(value, data):
    path = data.draw(st.sampled_from(places(value)))
    body = b": ping\n\nevent: a\r\ndata:" + json.dumps(value).encode() + b"\r\n\r\n"
    shown = excerpt(streamed(body), Place("e1", pointer(path), frame=1))
    assert json.loads(body[slice(*shown.span)]) == at(value, path)


@given(BYTES, st.lists(st.sampled_from(["", "a", "0", "1", "/", "~", "-"]) | TEXT), st.none() | st.integers(0, 2))
def test_any_place_in_any_bytes_is_shown_within_them(body, path, frame):
    whole = body if frame is None else b"data: " + body + b"\n\ndata:\n\nevent: x\ndata: {\ndata: }\n\n" + body
    frames = read(whole).frames
    place = Place("e1", pointer(tuple(path)), frame=None if frame is None else min(frame, len(frames) - 1))
    start, end = excerpt(streamed(whole), place).span or (0, 0)
    assert 0 <= start <= end <= len(whole)


def streamed(body):
    return Exchange("e1", Request("POST", "http://t/v1"), 200, (), body)


def at(value, path):
    return Located(value, Place("e1")).below(*path).value
