"""A cause as an issue: whole, in Markdown, whatever a server said."""

from itertools import pairwise

from golden import NASTY, broken, hostile
from markdown_it import MarkdownIt
from oaic_reports.page.anchors import anchors
from oaic_reports.page.told import told
from oaic_reports.untrusted import ODD


def issue(run, row):
    return next(each for each in told(run, anchors(run, [])) if each.cause["row"] == row).issue


def headings(markdown):
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [text.content for mark, text in pairwise(tokens) if mark.type == "heading_open"]


def test_it_says_what_to_do_how_to_see_it_and_how_to_know_that_it_is_done():
    run = broken()
    text = issue(run, "chat.stream.one-id")
    assert headings(text) == [
        next(cause["title"] for cause in run["causes"] if cause["row"] == "chat.stream.one-id"),
        "Reproduce",
        "Expected",
        "Received",
        "Requirements",
        "It is mended when this passes",
    ]
    assert "```sh\noaic certify --base-url http://localhost:8000/v1 --only chat.stream.one-id\n```" in text
    assert '⟦"chatcmpl-2"⟧' in text


def test_what_is_missing_is_drawn():
    assert "⟦data: [DONE]: expected here⟧" in issue(broken(), "chat.stream.done")


def test_nothing_that_a_server_says_breaks_out():
    plain, nasty = (issue(hostile(text), "chat.nasty.must-fail") for text in ("plain", NASTY))
    kinds = [[token.type for token in MarkdownIt("commonmark").parse(text)] for text in (plain, nasty)]
    assert kinds[0] == kinds[1]
    assert not ODD.search(nasty)
