"""What is missing is drawn where it belongs, and what is innocent is not marked."""

import pytest
from golden_parts import at, exchange, row, stream, where
from golden_parts import run as run_of
from oaic_reports.page.place import place


def shown(said, found, **changes):
    found = row("a.b", "fail", where=found, **changes)
    return place(run_of([found], [said]), found)


def test_a_value_is_marked():
    said = exchange("e", '{"a":{"b":7}}')
    found = shown(said, at(said, '"b":', "7", pointer="/a/b"))
    assert (found.before, found.marked, found.ghost) == ('{\n  "a": {\n    "b": ', "7", "")


def test_a_missing_member_is_drawn_in_its_parent():
    said = exchange("e", '{"a":{"b":7}}')
    found = shown(said, at(said, '"a":', '{"b":7}', pointer="/a/c"), expected="a string")
    assert (found.before, found.marked, found.ghost) == ('{\n  "a": {\n    "b": 7\n    ', "", '"c": a string')
    assert found.after == "\n  }\n}"


def test_a_missing_parent_is_drawn_where_it_would_begin():
    said = exchange("e", '{"a":1}')
    found = shown(said, at(said, "", '{"a":1}', pointer="/b/c"), expected="an object")
    assert found.ghost == '"b": an object'


def test_in_a_frame_too():
    said = stream("e", ['data: {"a":{}}', 'data: {"a":{}}'])
    second = len(said["body"]) // 2
    found = shown(said, where("e", frame=1, pointer="/a/b", bytes=[second, second + 14]), expected="a list")
    assert (found.before, found.ghost, found.after) == ('data: {\n  "a": {\n    ', '"b": a list', "\n  }\n}")


def test_a_missing_end_is_drawn_behind_the_last_frame():
    said = stream("e", ["data: one", "data: two"])
    found = shown(said, at(said, "", "data: two", frame=1), expected="data: [DONE]", observed="nothing")
    assert (found.before, found.marked, found.ghost) == ("data: two\n", "", "data: [DONE]")


def test_a_missing_header_is_drawn_below_the_others():
    found = shown(exchange("e"), where("e", header="retry-after"), expected="a number")
    assert found.ghost == "retry-after: a number"
    assert found.before.startswith("content-type: application/json\n")


@pytest.mark.parametrize("pointer", ["/a/b", "/0", "no pointer", "/a~1b", "/\ud800"])
def test_no_place_in_no_json_is_an_error(pointer):
    for body in ("not JSON", '{"a": [', "[" * 60_000, '{"a": "text"}'):
        found = shown(exchange("e", body), where("e", pointer=pointer, bytes=[0, len(body)]), expected="x")
        assert found.label.startswith("exchange e")
