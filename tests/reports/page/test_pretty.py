"""JSON on lines: every token as it was written, wherever it stands."""

import json

import pytest
from arbitrary import VALUES
from hypothesis import given
from hypothesis import strategies as st
from oaic_reports.page.layout import around, divided, with_gap
from oaic_reports.page.pretty import laid_out


def test_members_stand_on_lines_of_their_own():
    assert laid_out('{"a":{"b":[],"c":"x y"},"d":[{}]}') == (
        '{\n  "a": {\n    "b": [],\n    "c": "x y"\n  },\n  "d": [\n    {}\n  ]\n}'
    )


def test_a_vector_of_numbers_stays_on_a_line():
    assert laid_out('{"v": [0.10, -2e3]}') == '{\n  "v": [0.10, -2e3]\n}'


@pytest.mark.parametrize("text", ['{"a": 1.0, "a": 1e400, "b": "\\u00e9"}', '{"cut": "off', "[1,, }}] {", '{"a": NaN'])
def test_tokens_stay_as_they_were_written(text):
    assert "".join(laid_out(text).split()) == "".join(text.split())


@given(VALUES)
def test_any_value_is_still_that_value(value):
    assert json.loads(laid_out(json.dumps(value))) == value


@given(st.text(alphabet='{}[],:" \\\n1a', max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_place_divides_any_text_and_loses_nothing(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, marked, after = divided(text, start, end)
    bare = "".join(text.split())
    assert "".join((before + marked + after).split()) == bare
    assert "".join(marked.split()) == "".join(text[start:end].split())


def test_the_space_before_a_place_is_not_marked():
    assert around('{"a":1,"b":2}', 7, 12) == ('{\n  "a": 1,\n  ', '"b": 2', "\n}")


def test_a_gap_is_a_line_of_its_own():
    assert with_gap('{"a":1}', 6) == ('{\n  "a": 1\n  ', "\n}")
    assert with_gap("{}", 1) == ("{\n  ", "\n}")
    assert with_gap("data: x", 7) == ("data: x\n", "")


def test_of_a_long_text_the_lines_around_the_place_are_shown():
    text = json.dumps({f"m{number}": number for number in range(50)})
    at = text.index('"m25"')
    before, marked, after = around(text, at, at + 5)
    assert (before.split("\n")[0], marked, after.split("\n")[-1]) == ("…", '"m25"', "…")
    assert '"m16"' in before
    assert '"m14"' not in before
