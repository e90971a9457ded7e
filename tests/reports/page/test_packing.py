"""What a page holds packed comes out of it as it went in, in whichever coding."""

import pytest
from browser import CHROMIUM, Browser
from golden import CASES, broken
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from oaic_reports.page import packing
from oaic_reports.page.archive import Archive
from oaic_reports.page.packing import at_least, pack
from oaic_reports.page.whole import page
from unpacked import unpacked

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ELEMENTS = st.builds(
    lambda name, attributes, inside: [name, attributes, *inside],
    st.sampled_from(["p", "b"]),
    st.dictionaries(st.sampled_from(["class", "id"]), st.text(max_size=3), max_size=1),
    st.lists(WORDS, max_size=1),
)
NODES = st.lists(st.one_of(ELEMENTS, ELEMENTS.map(lambda inside: ["pre", {}, inside, inside])))


def markup(node):
    if isinstance(node, str):
        return escape(node)
    name, attributes, *inside = node
    begun = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{begun}>{''.join(map(markup, inside))}</{name}>"


def html(packed):
    return f'id="archive" data-coding="{packed.coding}" data-length="{packed.length}">{packed.text}</script>'


@pytest.mark.slow
@pytest.mark.parametrize("coding", ["lzma", "deflate"])
@given(bodies=st.lists(NODES, max_size=4))
def test_what_is_shared_stands_in_each_of_its_places_again(coding, bodies):
    archive = Archive()
    for number, nodes in enumerate(bodies):
        archive.keep(str(number), f"<pre>{''.join(map(markup, nodes))}</pre>")
    told = unpacked(html(pack(archive.pieces(), coding)))
    assert told == {
        "folds": {},
        "bodies": {str(number): [["pre", {}, *nodes]] for number, nodes in enumerate(bodies)},
    }


def test_what_stands_in_many_places_is_written_once():
    archive = Archive()
    for number in range(9):
        archive.keep(str(number), f'<p class="wide"><b>said again</b>{number}</p>')
    whole = "".join(archive.pieces())
    assert [whole.count(text) for text in ("said again", "wide")] == [1, 1]


def test_what_took_the_place_of_a_body_is_all_that_is_written_of_it():
    archive = Archive()
    for anchor in "abc":
        archive.keep(anchor, "<p>said at length</p><p>said again</p>")
    first = pack(archive.pieces())
    for anchor in "ab":
        archive.keep(anchor, "<p>said again</p>")
    again, long = [["p", {}, "said again"]], ["p", {}, "said at length"]
    assert unpacked(html(pack(archive.pieces())))["bodies"] == {"a": again, "b": again, "c": [long, *again]}
    assert unpacked(html(first))["bodies"]["a"] == [long, *again]


@pytest.mark.parametrize("coding", ["lzma", "deflate"])
@pytest.mark.parametrize("case", CASES)
def test_nothing_is_packed_in_less_than_it_takes_at_least(monkeypatch, case, coding):
    told = []
    monkeypatch.setattr("oaic_reports.page.archive.pack", lambda texts: told.extend(texts) or pack(told, coding))
    page(CASES[case]())
    least, most = at_least(told, coding), len(pack(told, coding).text)
    assert 0.6 * most < least <= most


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here")
@pytest.mark.parametrize("coding", ["lzma", "deflate"])
def test_a_browser_reads_either_coding(tmp_path, monkeypatch, coding):
    monkeypatch.setattr(packing, "CODING", coding)
    path = tmp_path / "index.html"
    path.write_text(page(broken()), "utf-8")
    browser = Browser(tmp_path / "chromium")
    try:
        browser.visit(path)
        told = browser.evaluate("archive()")
    finally:
        browser.close()
    assert told == unpacked(path.read_text("utf-8"))
