"""The place that decided a verdict, found in what was kept."""

import pytest
from golden_parts import exchange, run, where
from oaic_reports.pinpoint import spot


def told(place, **exchanges):
    found = spot(run([], list(exchanges.values())), place)
    return found.before, found.marked, found.after


def test_bytes_are_counted_in_bytes():
    assert told(where("e", bytes=[6, 9]), e=exchange("e", "é é abc é")) == ("é é ", "abc", " é")


def test_escaped_bytes_count_as_one():
    assert told(where("e", bytes=[1, 2]), e=exchange("e", "\\xffab", body_bytes=3)) == ("\\xff", "a", "b")


@pytest.mark.parametrize("shift", ["", "x", "xx"])
def test_a_cut_never_splits_a_character(shift):
    body = f"{'語' * 200}{shift}!{shift}{'語' * 200}"
    at = body.encode().index(b"!")
    before, marked, after = told(where("e", bytes=[at, at + 1]), e=exchange("e", body))
    assert marked == "!"
    assert set(before + after) <= set("…語x")


def test_an_escape_the_server_wrote_is_text():
    assert told(where("e", bytes=[1, 4]), e=exchange("e", "\\xffab")) == ("\\", "xff", "ab")


def test_where_replaced_bytes_shift_the_rest_the_excerpt_stands():
    assert told(where("e", bytes=[9, 10], excerpt="kept"), e=exchange("e", "\ufffd 0123456789", body_bytes=12)) == (
        "kept",
        None,
        "",
    )


def test_where_the_suite_names_no_bytes_its_excerpt_stands():
    body = exchange("e", '{"a": 1}')
    assert told(where("e", pointer="/a", excerpt="kept"), e=body) == ("kept", None, "")


def test_a_header_stands_among_the_others():
    said = exchange("e", headers=[["A", "1"], ["B", "2"], ["C", "3"]])
    assert told(where("e", header="b"), e=said) == ("A: 1\n", "B: 2", "\nC: 3\n")
    assert told(where("e", header="d"), e=said)[:2] == ("A: 1\nB: 2\nC: 3\n", "")


def test_an_exchange_that_was_not_kept_leaves_the_excerpt():
    assert told(where("gone", excerpt="kept")) == ("kept", None, "")


def test_the_label_goes_from_the_outside_in():
    place = where("e3", frame=7, bytes=[812, 831], pointer="/choices/0")
    assert spot(run([]), place).label == "exchange e3, frame 7, bytes 812–831, /choices/0"
    assert spot(run([]), where("e3", bytes=[5, 5])).label == "exchange e3, byte 5"
