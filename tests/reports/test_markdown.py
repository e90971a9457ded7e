"""Markdown that says what was said."""

import pytest
from golden import hostile, row, run
from oaic_reports.markdown import code, markdown, prose


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
    assert prose("<b> [x](y) @team | *a*") == r"\<b\> \[x\](y) \@team \| \*a\*"


def test_the_table_of_profiles_keeps_its_columns():
    (line,) = [line for line in markdown(hostile()).splitlines() if line.startswith(r"| \<script\>")]
    assert line.replace(r"\|", "").count("|") == 5


def test_many_findings_are_cut():
    text = markdown(run([row(f"chat.create.n{n}", "fail") for n in range(100)]))
    assert "### Broken (100)" in text
    assert "… and 60 requirements more" in text
