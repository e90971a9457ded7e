"""A form stands for JSON: brackets, types, files; and a body that is no form says what is wrong with it."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oaic_spec import BrokenForm, Part, TooMuch, form_of, is_form, parts_of
from oaic_spec.forms.form import LONGEST_TEXT
from oaic_spec.schema import Schema, Source

TYPED = "multipart/form-data; boundary=X"
SCHEMA = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "images": {
            "anyOf": [
                {"type": "string", "format": "binary"},
                {"type": "array", "items": {"type": "string", "format": "binary"}},
            ]
        },
        "word": {"type": "string"},
        "count": {"type": ["integer", "null"]},
        "share": {"$ref": "#/properties/ratio"},
        "ratio": {"type": "number"},
        "flag": {"type": "boolean"},
        "either": {"oneOf": [{"type": "integer"}, {"const": "auto", "type": "string"}]},
        "list": {"type": "array", "items": {"type": "integer"}},
        "inside": {"type": "object", "properties": {"seconds": {"type": "integer"}}},
    },
}


def read(*fields):
    return form_of([Part(name, content, *more) for name, content, *more in fields], Schema("", "", Source(SCHEMA)))


def body(*fields):
    return read(*fields).body


def sent(*fields):
    """A body as httpx writes it."""
    return httpx.Request("POST", "http://a", files=fields, headers={"content-type": TYPED}).read()


@pytest.mark.parametrize(
    ("name", "text", "stands_for"),
    [
        ("word", b"12", {"word": "12"}),
        ("count", b"12", {"count": 12}),
        ("count", b"-3", {"count": -3}),
        ("count", b"1.5", {"count": 1.5}),
        ("count", b"twelve", {"count": "twelve"}),
        ("count", b"012", {"count": "012"}),
        ("count", b"9" * 40, {"count": "9" * 40}),
        ("share", b"0.25", {"share": 0.25}),
        ("flag", b"true", {"flag": True}),
        ("flag", b"yes", {"flag": "yes"}),
        ("either", b"4", {"either": 4}),
        ("either", b"auto", {"either": "auto"}),
        ("list", b"4", {"list": [4]}),
        ("list[]", b"4", {"list": [4]}),
        ("inside[seconds]", b"4", {"inside": {"seconds": 4}}),
        ("unknown", b"4", {"unknown": "4"}),
        ("odd[", b"4", {"odd[": "4"}),
        ("a[b][c]", b"4", {"a": {"b": {"c": "4"}}}),
    ],
)
def test_a_text_stands_for(name, text, stands_for):
    assert body((name, text)) == stands_for


def test_what_is_given_again_is_an_array():
    assert body(("list[]", b"1"), ("list[]", b"2")) == {"list": [1, 2]}
    assert body(("list", b"1"), ("list", b"2")) == {"list": [1, 2]}
    assert body(("word", b"a"), ("word", b"b")) == {"word": ["a", "b"]}


def test_a_file_stands_as_its_name_and_is_kept_apart():
    form = read(("file", b"\0\xff", "a.bin", "audio/wav"), ("word", b"a file as well", "b.txt"))
    assert form.body == {"file": "a.bin", "word": "a file as well"}
    assert {name: [part.content for part in parts] for name, parts in form.files.items()} == {"file": [b"\0\xff"]}


def test_a_file_without_a_name_is_called_as_its_member():
    assert body(("file", b"abc")) == {"file": "file"}


@pytest.mark.parametrize("names", [("images",), ("images[]", "images[]")])
def test_one_file_or_several(names):
    form = read(*((name, b"abc", "a.png") for name in names))
    assert form.body == {"images": "a.png" if len(names) == 1 else ["a.png", "a.png"]}
    assert len(form.files["images"]) == len(names)


def test_what_contradicts_itself_is_broken():
    with pytest.raises(BrokenForm, match="'inside' both"):
        read(("inside", b"4"), ("inside[seconds]", b"4"))


def test_text_is_utf8():
    with pytest.raises(BrokenForm, match="UTF-8 in 'word'"):
        read(("word", b"\xff"))


def test_text_has_a_limit_and_a_file_has_none():
    much = b"a" * (LONGEST_TEXT + 1)
    assert body(("file", much)) == {"file": "file"}
    with pytest.raises(TooMuch, match="'word'"):
        read(("word", much))


# --- taken apart ---------------------------------------------------------------------------------------


def test_what_httpx_writes_is_taken_apart():
    written = sent(("a", (None, "x")), ("f", ("é.bin", b"\r\n--X?\r\n", "audio/wav")), ("e", ("", b"")))
    assert parts_of(written, TYPED) == [
        Part("a", b"x"),
        Part("f", b"\r\n--X?\r\n", "é.bin", "audio/wav"),
        Part("e", b"", None, None),
    ]


BROKEN = {
    "empty": b"",
    "no boundary in it": b"purpose=batch",
    "another boundary": sent(("a", (None, "x"))).replace(b"--X", b"--Y"),
    "no end": sent(("a", (None, "x"))).removesuffix(b"--\r\n"),
    "ends in a part": sent(("a", (None, "x" * 50)))[:-40],
    "ends in a head": sent(("a", (None, "x")))[:20],
    "no name": b"--X\r\nContent-Disposition: form-data\r\n\r\nx\r\n--X--\r\n",
    "no disposition": b"--X\r\nContent-Type: text/plain\r\n\r\nx\r\n--X--\r\n",
    "a head that is no text": b'--X\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n--X--\r\n',
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_body_is_none(broken):
    with pytest.raises(BrokenForm):
        parts_of(broken, TYPED)


@pytest.mark.parametrize("declared", ["multipart/form-data", "multipart/form-data; boundary=", f"{TYPED}{'X' * 70}"])
def test_a_boundary_is_named(declared):
    with pytest.raises(BrokenForm, match="names no boundary"):
        parts_of(sent(("a", (None, "x"))), declared)


LONG_HEADS = {
    "parameters": b'Content-Disposition: form-data; name="a"' + b'; name="a"' * 2_000 + b"\r\n\r\nv",
    "headers": b'Content-Disposition: form-data; name="a"\r\n' + b"A: b\r\n" * 2_000 + b"\r\nv",
    "no end": b"A: b\r\n" * 2_000,
}


@pytest.mark.parametrize("head", LONG_HEADS.values(), ids=LONG_HEADS)
@pytest.mark.parametrize("before", [b"", b"--X\r\nContent-Disposition: form-data; name=b\r\n\r\nv\r\n"])
def test_the_head_of_a_part_has_a_limit(before, head):
    with pytest.raises(TooMuch):
        parts_of(before + b"--X\r\n" + head + b"\r\n--X--\r\n", TYPED)


CONTENTS = {
    "the boundary within a line": b"a --X\r\nb",
    "the boundary with more behind it": b"a\r\n--XY\r\nb",
    "the boundary with more behind it, and much": b"a\r\n--XY " + b"b" * 20_000,
    "ends of lines": b"\r\n\r\r\n\n--\r\n-",
    "the boundary, cut": b"\r\n--",
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_content_comes_back_whatever_is_like_a_boundary_in_it(content):
    told = b'--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + content + b"\r\n"
    assert [part.content for part in parts_of(told + told + b"--X--\r\n", TYPED)] == [content, content]


def test_there_are_only_so_many_parts():
    with pytest.raises(TooMuch, match="1000 parts"):
        parts_of(sent(*[("a", (None, "x"))] * 1001), TYPED)


@given(st.binary(max_size=300))
def test_any_bytes_are_parts_or_broken(junk):
    for content in (junk, b"--X\r\n" + junk, b'--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + junk):
        try:
            assert all(isinstance(part, Part) for part in parts_of(content, TYPED))
        except BrokenForm:
            continue


@given(st.lists(st.tuples(st.from_regex(r"[a-z]{1,5}(\[[a-z]{0,3}\]){0,3}", fullmatch=True), st.binary(max_size=40))))
def test_any_fields_come_back_whole(fields):
    written = sent(*((name, ("a.bin", content)) for name, content in fields))
    if any(b"--X" in content for _, content in fields):
        return
    assert [(part.name, part.content) for part in (parts_of(written, TYPED) if fields else [])] == fields


@pytest.mark.parametrize("declared", [TYPED, "Multipart/Form-Data;boundary=X", "multipart/form-data"])
def test_a_form_is_declared(declared):
    assert is_form(declared)
    assert not is_form("application/json")
    assert not is_form(None)
