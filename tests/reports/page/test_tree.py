"""Markup of ours as a tree: the same elements, attributes and texts, and nothing is read as markup again."""

import json
import re
from importlib.resources import files

import pytest
from golden import CASES, NASTY, broken, hostile
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from oaic_reports.page.archive import Archive
from oaic_reports.page.whole import page
from unpacked import elements, unpacked, whole

SCRIPT = (files("oaic_reports.page") / "script/archive.js").read_text("utf-8")


def tree(markup):
    """As a browser has it."""
    archive = Archive()
    archive.keep("here", markup)
    return whole(json.loads("".join(archive.pieces())))["bodies"]["here"]


def test_elements_attributes_and_texts():
    assert tree('<p class="a b" hidden>one <b>two</b><br/>\n  <i title="&#34;">3</i></p>') == [
        ["p", {"class": "a b", "hidden": ""}, "one ", ["b", {}, "two"], ["br", {}], ["i", {"title": '"'}, "3"]]
    ]


def test_space_counts_in_preformatted_text():
    assert tree("<pre>\n <b>x</b>\n</pre>\n<p>\n</p>") == [["pre", {}, "\n ", ["b", {}, "x"], "\n"], ["p", {}]]


@given(st.text())
def test_any_escaped_text_stays_a_text(text):
    (element,) = tree(f'<pre title="{escape(text)}">{escape(text)}</pre>')
    assert element[:2] == ["pre", {"title": text}]
    assert "".join(element[2:]) == text


@pytest.mark.slow
def test_the_browser_draws_every_element_and_attribute_there_is():
    """What the script does not know would be lost."""
    known = set(re.search('ELEMENTS = new Set\\("(.*?)"', SCRIPT)[1].split())
    attribute = re.compile(re.search("ATTRIBUTES = /(.*?)/;", SCRIPT)[1])
    for case in (broken(), hostile(NASTY), CASES["huge"]()):
        for name, attributes in elements(unpacked(page(case))):
            assert name in known
            assert all(attribute.fullmatch(key) for key in attributes)
