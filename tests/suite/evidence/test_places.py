"""Where a pointer leads in the bytes, and what is shown around it."""

from __future__ import annotations

import pytest
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.place import Place
from oaic_suite.evidence.readers.strict_json import locate, parse
from oaic_suite.evidence.shown.excerpt import excerpt

BODY = ' {"a": [1, {"b/c": "é"}, []], "~": null, "a2" : {"x": -1.5e3}}'.encode()

FOUND = [
    ("", BODY[1:].decode()),
    ("/a", '[1, {"b/c": "é"}, []]'),
    ("/a/0", "1"),
    ("/a/1", '{"b/c": "é"}'),
    ("/a/1/b~1c", '"é"'),
    ("/a/2", "[]"),
    ("/~0", "null"),
    ("/a2/x", "-1.5e3"),
    ("/a/7", '[1, {"b/c": "é"}, []]'),
    ("/nobody", BODY[1:].decode()),
]


@pytest.mark.parametrize(("path", "text"), FOUND)
def test_a_pointer_leads_as_far_as_it_can(path, text):
    start, end = locate(BODY, path)
    assert BODY[start:end].decode() == text


@pytest.mark.parametrize("body", [b"", b"{", b"nonsense", b"\xff", b"[" * 5000])
def test_bytes_that_are_no_json_have_no_places(body):
    assert locate(body, "/a") is None


BAD = {
    b"": "Expecting value",
    b"{} {}": "Extra data",
    b"NaN": "NaN is not JSON",
    b'{"a": Infinity}': "Infinity is not JSON",
    b"\xef\xbb\xbf{}": "byte order mark",
    b'"\xff"': "invalid start byte",
    b"[" * 100_000: "nested more than",
}


@pytest.mark.parametrize(("body", "complaint"), BAD.items(), ids=[repr(body[:12]) for body in BAD])
def test_json_is_read_strictly(body, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse(body)


def exchange(body, **more):
    return Exchange("e1", Request("POST", "http://t/v1"), 200, body=body, **more)


def test_the_place_stands_between_marks():
    shown = excerpt(exchange(b'{"a": 1, "b": 2}'), Place("e1", "/b"))
    assert (shown.span, shown.text) == ((14, 15), '{"a": 1, "b": «2»}')


def test_a_pointer_into_a_frame_counts_from_the_body():
    body = b'data: {"id": 1}\n\ndata: {"id": 2}\n\n'
    shown = excerpt(exchange(body), Place("e1", "/id", frame=1, span=(17, 32)))
    assert body[slice(*shown.span)] == b"2"


def test_a_frame_without_a_pointer_is_shown_whole():
    body = b"data: 1\n\ndata: 2\n\n"
    assert "«data: 2»" in excerpt(exchange(body), Place("e1", frame=1, span=(9, 16))).text


def test_a_header_is_shown_by_itself():
    answer = exchange(b"{}", headers=(("Content-Type", "text/html"),))
    assert excerpt(answer, Place("e1", header="content-type")).text == "content-type: «text/html»"
    assert excerpt(answer, Place("e1", header="retry-after")).text == "«no retry-after header»"


def test_an_exchange_alone_shows_how_it_ended():
    assert excerpt(exchange(b"", ended="timeout", note="nothing came"), Place("e1")).text == (
        "«timeout: nothing came» with an empty body"
    )
