"""The page in a browser: nothing a server said comes alive, and what is packed can be had, by keyboard alone."""

import pytest
from browser import CHROMIUM, Browser
from golden import broken, conformant, hostile
from golden_parts import breach, client, exchange, row, run
from oaic_reports.explain.pages import index
from oaic_reports.page.whole import page
from oaic_suite.judging.catalogue import catalogue

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here")

MARKUP = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style></pre></code><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '"><iframe srcdoc="<script>alert(1)</script>">',
    "javascript:alert(1)",
    "]]><!--<a href='javascript:alert(1)'>",
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.close()


@pytest.fixture
def visit(browser, tmp_path):
    def visit(run, **window):
        path = tmp_path / "index.html"
        path.write_text(page(run), "utf-8")
        browser.visit(path, **window)
        return browser

    return visit


def many(number):
    """All is well: so all of it is packed."""
    rows = [row(f"chat.fact.n-{n}", evidence=[f"x-{n}"], statement=f"Fact {n} holds.") for n in range(number)]
    return run(rows, [exchange(f"x-{n}", f'{{"number": {n}, "word": "word{n}"}}') for n in range(number)])


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_that_a_server_says_comes_alive(visit, text):
    """Everything is drawn and opened; the page has then the elements it has for a harmless text."""
    browser = visit(hostile(text))
    everything = """(async () => {
      for (const fold of document.querySelectorAll('.fold')) await fill(fold);
      for (const part of document.querySelectorAll('[data-part]')) await fill(part);
      for (const each of document.querySelectorAll('details')) each.open = true;
      const risky = 'iframe, img, object, embed, base, link, [onload], [onerror], [href^="javascript" i]';
      return [document.querySelectorAll(risky).length, document.scripts.length];
    })()"""
    assert browser.evaluate(everything) == [0, 2]
    assert text in browser.evaluate("document.body.textContent")
    assert browser.troubles() == []


def test_a_link_to_what_is_packed_draws_and_opens_it(visit):
    browser = visit(many(50))
    assert browser.evaluate("document.getElementById('chat.fact.n-7')") is None
    browser.evaluate("location.hash = '#chat.fact.n-7'")
    browser.until("document.getElementById('chat.fact.n-7')?.querySelector('dl')")
    assert browser.evaluate("document.getElementById('chat.fact.n-7').open")
    browser.evaluate("document.getElementById('chat.fact.n-7').querySelector('dl a[href^=\"#x\"]').click()")
    browser.until("document.getElementById('x-7')?.querySelector('pre')")
    assert "word7" in browser.evaluate("document.getElementById('x-7').textContent")


def test_the_filter_finds_what_is_packed_and_says_how_much(visit):
    browser = visit(many(50))
    browser.press("/")
    assert browser.evaluate("document.activeElement.id") == "query"
    browser.press(*"word7")
    browser.until("document.getElementById('found').textContent.startsWith('0 ')")
    assert browser.evaluate("document.getElementById('found').textContent") == "0 requirements, 1 exchange"
    browser.press("Escape")
    browser.until("document.getElementById('found').textContent === ''")


def test_only_what_is_broken(visit):
    browser = visit(broken())
    browser.evaluate("document.querySelector('[data-verdicts=fail]').click()")
    browser.until("document.getElementById('found').textContent !== ''")
    shown = "[...document.querySelectorAll('.row:not([hidden])')].map((row) => row.dataset.verdict)"
    assert set(browser.evaluate(shown)) == {"fail"}


def test_by_keyboard_alone_a_cause_is_reached_and_opened(visit):
    """Skip link first, then tab by tab; nothing holds the focus back."""
    browser = visit(broken())
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.className") == "skip"
    browser.press("Enter")
    for _ in range(30):
        browser.press("Tab")
        if browser.evaluate("document.activeElement.parentElement.className.startsWith('cause')"):
            break
    browser.press("Enter")
    assert browser.evaluate("document.activeElement.parentElement.open")
    assert browser.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    seen = set()
    for _ in range(400):
        browser.press("Tab")
        seen.add(
            browser.evaluate("document.activeElement.textContent.trim().slice(0, 40) || document.activeElement.tagName")
        )
        if browser.evaluate("document.activeElement === document.body || document.activeElement.className === 'skip'"):
            break
    else:
        pytest.fail("the focus never came round")
    assert {"copy curl", "copy for an issue"} <= seen


def broken_in_many_ways():
    """A client that each of many causes breaks: the table of clients is wider than a phone."""
    found = run([row(f"some.thing.n{n}", "fail") for n in range(12)], conclusion="non_conformant")
    breaches = [breach(cause["row"], cause=cause["key"]) for cause in found["causes"]]
    return found | {"clients": [client("codex", "does_not_work", broken=breaches)]}


@pytest.mark.slow
@pytest.mark.parametrize("case", [broken, hostile, conformant, broken_in_many_ways])
def test_a_phone_never_scrolls_sideways(visit, case):
    browser = visit(case(), width=360, height=740)
    browser.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert browser.evaluate("document.documentElement.scrollWidth") <= 360


CUT = """[...document.querySelectorAll('.tile b')]
  .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)"""

LINES = """Math.max(...[...document.querySelectorAll('.level')].map((each) => {
  const text = document.createRange();
  text.selectNodeContents(each);
  return text.getClientRects().length;
}))"""


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 1024, 390, 360, 320])
def test_surfaces_have_their_whole_names(visit, width):
    surfaces = sorted({id.partition(".")[0] for id in catalogue()} | {"chat-stream"})
    browser = visit(run([row(f"{name}.fact.n-{n}") for name in surfaces for n in range(41)]), width=width)
    assert browser.evaluate("document.querySelectorAll('.tile b').length") == len(surfaces)
    assert browser.evaluate(CUT) == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
def test_the_number_of_a_cause_stands_in_one_line(visit, width):
    browser = visit(broken_in_many_ways(), width=width)
    tall = "[...document.querySelectorAll('.cause > summary .number')].map((each) => each.offsetHeight)"
    assert len(set(browser.evaluate(tall))) == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_words_of_the_index_of_requirements_are_whole(browser, tmp_path, width):
    path = tmp_path / "index.html"
    path.write_text(index(catalogue().values()), "utf-8")
    browser.visit(path, width=width)
    assert browser.evaluate(LINES) == 1
    assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_copied_for_an_issue_is_the_issue(visit):
    browser = visit(broken())
    browser.evaluate("navigator.clipboard.writeText = async (text) => { window.taken = text }")
    browser.evaluate(
        "[...document.querySelectorAll('.copy')].find((each) => each.textContent.includes('issue')).click()"
    )
    browser.until("window.taken")
    assert browser.evaluate("window.taken").startswith("# ")


def test_paper_has_causes_and_their_commands(visit):
    browser = visit(broken())
    browser.evaluate(
        "addEventListener('beforeprint', () => { window.opened = document.querySelectorAll('.cause[open]').length })"
    )
    assert browser.pdf().startswith(b"%PDF")
    assert browser.evaluate("window.opened") == browser.evaluate("document.querySelectorAll('.cause').length")
    assert browser.evaluate("document.querySelectorAll('.cause[open]').length") == 0


@pytest.mark.slow
def test_two_thousand_requirements_are_drawn_when_they_are_asked_for(visit):
    browser = visit(many(2000))
    assert browser.evaluate("document.querySelectorAll('*').length") < 500
    browser.evaluate("document.getElementById('query').value = 'n-1999'")
    browser.evaluate("filter()")
    assert browser.evaluate("document.getElementById('found').textContent") == "1 requirement, 1 exchange"
