"""What a requirement means: in a terminal, and as pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from oaic_reports.explain.commands import explain
from oaic_reports.explain.ground import ground
from oaic_reports.explain.pages import index
from oaic_reports.links import PAGES, file_of, page_of
from oaic_reports.page.whole import digest
from oaic_suite.judging.catalogue import catalogue

ROW = "chat.stream.done"


def test_it_is_told_with_all_there_is(capsys):
    assert explain([ROW]) == 0
    said, row = capsys.readouterr().out, catalogue()[ROW]
    assert said.startswith(f"{ROW}  MUST")
    flat = " ".join(said.split())
    assert row.statement in flat
    assert row.breaks in flat
    sound, broken = said.partition("One that breaks it")[::2]
    assert "data: [DONE]" in sound.partition("A server that keeps it")[2]
    assert "data: [DONE]" not in broken.partition("expected")[0]
    assert "expected  data: [DONE] at the end" in broken
    assert f"oaic serve --port 8080 --fault {ROW}" in broken
    assert page_of(ROW) in broken


@pytest.mark.slow
def test_a_beginning_explains_several(capsys):
    assert explain(["models.list.id"]) == 0
    assert re.findall(r"^(models\S+)  \w+,", capsys.readouterr().out, re.MULTILINE) == ["models.list.id"]
    assert explain(["models.list.o"]) == 0
    told = re.findall(r"^(models\S+)  \w+,", capsys.readouterr().out, re.MULTILINE)
    assert told == ["models.list.object", "models.list.owned-by"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 4, "which requirement?"),
        (["chat.stream.dome"], 5, "did you mean chat.stream.done"),
        (["chat"], 4, "requirements begin so: name fewer"),
        ([ROW, "--pages", "/dev/null/a"], 4, "cannot write to /dev/null/a"),
    ],
    ids=["nothing", "nearly", "too many", "nowhere"],
)
def test_what_cannot_be_explained_is_told_in_a_line(words, code, said, capsys):
    with pytest.raises(SystemExit, match=f"^{code}$"):
        explain(words)
    assert said in capsys.readouterr().err


# --- pages ---------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Links and tags of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.tags = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]


def test_each_has_a_page_and_the_index_leads_there(tmp_path, capsys):
    assert explain(["auth.status", "models.list.object", "--pages", str(tmp_path)]) == 0
    pages = {"auth.status.html", "models.list.object.html"}
    assert {path.name for path in tmp_path.iterdir()} == pages | {"index.html"}
    assert set(Reader((tmp_path / "index.html").read_text("utf-8")).links) == pages
    for name in pages:
        text = (tmp_path / name).read_text("utf-8")
        found = Reader(text)
        assert "index.html" in found.links
        assert "script" not in found.tags
        assert f"style-src '{digest(text.partition('<style>')[2].partition('</style>')[0])}'" in text
        assert len(text.encode()) < 20_000
    assert "2 pages" in capsys.readouterr().out


def test_the_index_has_every_requirement():
    assert set(Reader(index(catalogue().values())).links) == {file_of(id) for id in catalogue()}


def test_the_id_of_a_strange_run_stays_one_segment():
    assert page_of("../<a>?b#c") == f"{PAGES}..%2F%3Ca%3E%3Fb%23c.html"


# --- the ground ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [row for row in catalogue().values() if row.basis == "rfc"], ids=str)
def test_a_standard_is_named_and_linked(row):
    found = ground(row)
    assert re.search(r"RFC \d+|WHATWG HTML|Fetch standard", found.clauses)
    assert found.links != ()


def test_a_section_is_linked_to():
    links = {link for row in catalogue().values() for link in ground(row).links}
    assert "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6" in links
