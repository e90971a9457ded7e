"""The badge: profile, conclusion, and how many of how many."""

from xml.etree import ElementTree

import pytest
from golden import (
    CASES,
    broken,
    broken_beside,
    conformant,
    deviating,
    empty,
    incomplete,
    partial,
    truncated,
    unreachable,
)
from golden_parts import profile, row, run
from oaic_reports.formats.badge import badge

SVG = "{http://www.w3.org/2000/svg}"


def title(run):
    return ElementTree.fromstring(badge(run)).findtext(f"{SVG}title")


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (conformant, "OpenAI API · core: conformant · 1/1 MUST"),
        (partial, "OpenAI API · core: the part judged holds · 1/1 MUST"),
        (deviating, "OpenAI API · core: conformant with deviations · 1/1 MUST"),
        (incomplete, "OpenAI API · core: incomplete · 0/1 MUST"),
        (broken, "OpenAI API · core + chat-stream: non-conformant · 3/7 MUST"),
        (broken_beside, "OpenAI API · core: non-conformant · 1 MUST broken: chat-stream"),
        (unreachable, "OpenAI API · core: invalid"),
        (truncated, "OpenAI API · core: truncated"),
        (empty, "OpenAI API: invalid"),
    ],
)
def test_it_says(case, words):
    assert title(case()) == words


@pytest.mark.parametrize("case", CASES)
def test_it_is_well_formed_and_never_a_percentage(case):
    assert ElementTree.fromstring(badge(CASES[case]())).tag == f"{SVG}svg"
    assert "%" not in title(CASES[case]()) or case == "hostile"


def test_what_is_not_required_is_not_counted():
    rows = [row("a.b"), row("c.d", "fail")]
    profiles = {"core": profile(rows[:1]), "extra": profile(rows[1:], required=False)}
    assert title(run(rows, profiles=profiles)) == "OpenAI API · core: conformant · 1/1 MUST"


def test_a_few_profiles_are_named_and_the_rest_counted():
    rows = [row(f"a.n{number}", "fail") for number in range(5)]
    red = {name: profile(rows, required=name == "core", conclusion="non_conformant") for name in ("b", "core", *"cde")}
    said = title(run(rows, profiles=red, conclusion="non_conformant"))
    assert said == "OpenAI API · core: non-conformant · 5 MUSTs broken: core, b, c and 2 more"
