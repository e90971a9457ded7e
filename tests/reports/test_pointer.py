"""Where in a JSON text a pointer leads."""

import pytest
from oaic_reports.pointer import span_of

BODY = '{"a": [1, {"b/c": "x"}], "": null, "~": "é"}'


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", BODY),
        ("/a", '[1, {"b/c": "x"}]'),
        ("/a/0", "1"),
        ("/a/1/b~1c", '"x"'),
        ("/", "null"),
        ("/~0", '"é"'),
    ],
)
def test_a_pointer_finds_its_value(pointer, found):
    start, end = span_of(BODY, pointer)
    assert BODY[start:end] == found


@pytest.mark.parametrize(("pointer", "before"), [("/a/7", '{"a": [1, {"b/c": "x"}'), ("/z", BODY[:-1])])
def test_a_missing_member_belongs_at_the_end_of_its_parent(pointer, before):
    start, end = span_of(BODY, pointer)
    assert start == end
    assert BODY[:start] == before


def test_a_member_of_a_number_is_the_number():
    assert span_of('{"a": 7}', "/a/b") == (6, 7)


def test_of_doubled_members_the_last_counts():
    assert span_of('{"a": 1, "a": 2}', "/a") == (14, 15)


@pytest.mark.parametrize("text", ["", "{", '{"a"', '{"a": }', "[" * 100_000, "nonsense"])
def test_what_is_not_json_holds_no_place(text):
    assert span_of(text, "/a/b") is None
