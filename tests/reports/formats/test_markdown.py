"""Markdown that says what was said."""

import pytest
from golden import CASES, broken_beside, hostile
from golden_parts import row, run
from oaic_reports.formats.markdown import code, markdown, prose


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("plain", "`plain`"),
        ("a ` b", "``a ` b``"),
        ("`", "`` ` ``"),
        ("", "`  `"),
        ("two\nlines", "`two⏎lines`"),
    ],
)
def test_a_code_span_holds_any_text(text, span):
    assert code(text) == span


def test_prose_is_not_markup():
    assert prose("<b> [x](y) @team | *a*") == r"\<b\> \[x\](y) `@`team \| \*a\*"


def test_the_table_of_profiles_keeps_its_columns():
    (line,) = [line for line in markdown(hostile()).splitlines() if line.startswith(r"| \<script\>")]
    assert line.replace(r"\|", "").count("|") == 5


def test_causes_come_first_with_the_row_that_shows_each_best():
    text = markdown(run([row("chat.reply.created", "fail"), row("models.list.created", "fail")]))
    assert "### Fix first (1 cause of 2 red requirements)" in text
    start = text.index("1. **`created` is not a whole number of Unix seconds** (MUST; 2 red)")
    assert text.index("- `chat.reply.created` The server does what") > start
    assert text.index("  - with it: `models.list.created`") > start


def test_many_causes_are_cut():
    text = markdown(run([row(f"chat.create.n{n}", "fail") for n in range(100)]))
    assert "- … and 80 causes more" in text


@pytest.mark.parametrize("case", CASES)
def test_it_fits_a_comment(case):
    assert len(markdown(CASES[case]()).encode()) < 60_000


def test_what_breaks_a_run_beside_what_is_required_is_named():
    text = markdown(broken_beside())
    assert "1 of 3 MUSTs is broken, in chat-stream. An optional profile may be absent, but not broken." in text
    assert "| core | conformant with deviations | 1/1 | 0/1 |" in text
    assert "| chat-stream (not required) | non conformant | 0/1 | – |" in text


def test_a_profile_in_which_something_is_open_is_not_praised():
    assert "| tools (not required) | incomplete | 0/1 | – |" in markdown(broken_beside())
