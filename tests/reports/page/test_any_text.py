"""Whatever text a server sends: no report obeys it, and each still shows it."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import pytest
from arbitrary import HALVES, little
from golden import broken, hostile
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from oaic_reports import FORMATS
from oaic_reports.document import document, parse, problem
from oaic_reports.formats.badge import badge
from oaic_reports.formats.junit import junit
from oaic_reports.formats.markdown import markdown
from oaic_reports.page.whole import page
from oaic_reports.untrusted import ODD, capped, one_line, visible, xml_legal
from test_page import Reader
from unpacked import elements, unpacked

OPENINGS = [
    "",
    "- ",
    "+ ",
    "1. ",
    "7) ",
    "    ",
    "# ",
    "> ",
    "```\n",
    "[a](b)",
    "<a@b.c>",
    "https://a.b",
    "| a |",
    "---",
]
OPENINGS += ["<script>", "</pre>", "<!--", "]]>", "&lt;", "&#0;", "{{ 1 }}", "{% raw %}", "javascript:", "' onload='"]
TEXTS = st.tuples(st.sampled_from(OPENINGS), HALVES, st.sampled_from(OPENINGS)).map("".join).filter(str.strip)
PLAIN = hostile("plain")


@pytest.mark.slow
@little()
@given(TEXTS)
def test_a_page_has_the_elements_it_always_has(text):
    html = page(hostile(text))
    read = Reader(html)
    assert (read.open, read.comments, len(read.programs)) == ([], [], 1)
    assert kinds(read, html) - USUAL <= {("i", "class"), ("code",)}


def kinds(read, html):
    return {(tag, *attributes) for tag, attributes in [*read.elements, *elements(unpacked(html))]}


USUAL = {kind for html in (page(PLAIN), page(broken())) for kind in kinds(Reader(html), html)}


@little()
@given(TEXTS)
def test_a_page_shows_the_text(text):
    (shown,) = re.findall('<p class="message">(.*?)</p>', page(hostile(text)), re.DOTALL)
    assert html.unescape(re.sub('<i class="odd">|</i>', "", shown)) == visible(capped(text, 4000))


@given(TEXTS)
def test_markdown_has_the_blocks_it_always_has(text):
    told, plain = blocks(hostile(text)), blocks(PLAIN)
    assert [token.type for token in told] == [token.type for token in plain]
    assert {child.type for token in told for child in token.children or []} <= {
        "text",
        "strong_open",
        "strong_close",
        "code_inline",
        "text_special",
    }


INLINE = {"text", "text_special", "code_inline", "strong_open", "strong_close"}


def blocks(run):
    return MarkdownIt("commonmark").enable("table").parse(markdown(run))


@given(TEXTS)
def test_markdown_shows_the_text(text):
    told = [token for token in blocks(hostile(text)) if token.type == "inline"]
    shown = "".join(child.content for child in told[1].children)
    assert bare(shown) == bare(one_line(capped(text, 600)))


def bare(text):
    return "".join(text.replace("`", "").split())


@given(TEXTS)
def test_junit_says_the_text(text):
    failure = ElementTree.fromstring(junit(hostile(text)).encode()).find(".//failure")
    assert failure.get("message") == xml_legal(capped(text, 4000))


@given(TEXTS)
def test_a_badge_is_a_picture_with_the_text(text):
    title = ElementTree.fromstring(badge(hostile(text))).find("{*}title").text
    assert xml_legal(visible(text)) in title.replace("\r\n", "\n")


@given(TEXTS)
def test_a_run_is_read_back_as_it_was_written(text):
    assert problem(hostile(text)) is None
    assert parse(document(hostile(text))) == hostile(text)


@little()
@given(st.sampled_from(sorted(set(FORMATS) - {"junit"})), TEXTS)
def test_nothing_hides_in_any_text(name, text):
    told = FORMATS[name](hostile(text))
    assert told.encode()
    assert not ODD.search(told)
