"""Text of others, made safe to look at."""

import pytest
from oaic_reports.untrusted import capped, limited_to, marked, one_line, visible, xml_legal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 日本語 🙂", "plain é 日本語 🙂"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("\r\n", "‹CR›\n"),
        ("\x1b[31m", "‹ESC›[31m"),
        ("a\u202eb", "a‹U+202E›b"),
        ("\ud83d", "‹U+D83D›"),
        ("\U000e0041", "‹U+E0041›"),
    ],
)
def test_what_is_odd_is_named(text, shown):
    assert visible(text) == shown


def test_one_line_is_one_line():
    assert one_line("a\r\nb\tc\u2028d").splitlines() == ["a‹CR›⏎b‹TAB›c‹U+2028›d"]


def test_markup_sets_the_odd_apart_and_escapes_the_rest():
    assert marked("<\x00>") == '&lt;<i class="odd">‹NUL›</i>&gt;'


def test_a_cut_says_how_much_is_missing():
    assert capped("x" * 3000, 10) == "xxxxxxxxxx… and 2,990 more characters"
    assert capped("x" * 10, 10) == "x" * 10


def test_xml_keeps_what_it_may():
    assert xml_legal("a\x00\x0b\ud800\ufffe\t\n]]>🙂") == "a\t\n]]>🙂"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("ascii", "\\xe9 \\ud800"), ("utf-8", "é \\ud800"), (None, "é \\ud800"), ("no-such", "\\xe9 \\ud800")],
)
def test_a_stream_gets_what_it_can_take(encoding, text):
    assert limited_to("é \ud800", encoding) == text
