"""What a server said cannot act on a terminal, and nothing of it is lost."""

from __future__ import annotations

import pytest
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.shown.printable import printable, utf8_carries


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, é, 漢, 🙂", "plain, é, 漢, 🙂"),
        ("two\nlines", "two\nlines"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\rb\x00\x7f", "a\\rb\\x00\\x7f"),
        ("a\u202eb\u200b", "a\\u202eb\\u200b"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_every_character_that_acts_is_written_out(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(("text", "can_be"), [("é漢🙂", True), ("\ud800", False), ("", True)])
def test_half_a_pair_cannot_be_sent(text, can_be):
    assert utf8_carries(text) is can_be


# --- JSON that harms its readers -------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [101, 400, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_what_is_nested_deeper_than_anyone_follows_is_not_read(depth, opening, closing):
    with pytest.raises(ValueError, match="it is nested more than 100 levels deep"):
        parse(opening * depth + b"1" + closing * depth)


def test_a_hundred_levels_are_read():
    assert parse(b"[" * 100 + b"]" * 100)


def test_a_number_has_no_limit():
    assert parse(b"9" * 100_000) == float("inf")
    assert parse(b"-" + b"9" * 30) == -(10**30 - 1)
