"""The page shows what a server said and never obeys it."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from golden import CASES, NASTY, broken, broken_beside, deviating, hostile, partly_deviating, truncated, unreachable
from golden_parts import exchange, row, run, where
from markupsafe import escape
from oaic_reports.links import PAGES
from oaic_reports.page.whole import SCRIPTS, packaged, page
from oaic_reports.repeat import repeated
from unpacked import elements, ids, texts, unpacked

VOID = {"meta", "br", "link", "img", "path", "rect", "input"}
LOADING = {"src", "srcset", "href", "data", "action", "formaction", "poster", "style", "background", "ping"}
OUT = re.compile(re.escape(PAGES) + r"[a-z0-9.-]+\.html")
OURS = re.compile(
    rf"{OUT.pattern}|" + r"#(?:[a-z]+\d*|x-\d+|cause-[0-9a-f]{8}|in-[a-z0-9.-]+|[a-z0-9]+(?:[-.][a-z0-9]+)+)"
)


class Reader(HTMLParser):
    """Elements, texts, and whether every tag is closed by its own."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.texts, self.comments = [], [], {}, []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in self.open:
            self.texts[tag] = self.texts.get(tag, "") + data

    def handle_comment(self, data):
        self.comments.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def programs(self):
        """The scripts that a browser runs."""
        return [attributes for attributes in self.all("script") if "type" not in attributes]


@pytest.fixture(params=CASES, scope="module")
def html(request):
    return page(CASES[request.param]())


@pytest.fixture(scope="module")
def read(html):
    return Reader(html)


def test_every_tag_is_closed(read):
    assert read.open == []


def test_the_only_script_is_ours(read):
    assert read.texts["script"].endswith("".join(packaged("script", SCRIPTS, "js")))
    assert len(read.programs) == 1
    assert len(read.all("script")) == 2
    assert read.comments == []


def test_no_attribute_comes_from_the_server(html, read):
    """Handlers, styles and addresses are where a text would become code; links lead within the page."""
    for _, attributes in [*read.elements, *elements(unpacked(html))]:
        assert not [name for name in attributes if name.startswith("on")]
        for name in LOADING & attributes.keys():
            assert OURS.fullmatch(attributes[name])


def test_every_link_leads_somewhere(html, read):
    packed = list(elements(unpacked(html)))
    found = ids(read.elements) + ids(packed)
    assert len(found) == len(set(found))
    links = [attributes["href"] for tag, attributes in [*read.elements, *packed] if tag == "a"]
    assert {link for link in links if not OUT.fullmatch(link)} <= {f"#{id}" for id in found}


def test_headings_go_down_one_step_at_a_time(read):
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert levels.count(1) == 1


@pytest.mark.parametrize(("directive", "element"), [("script-src", "script"), ("style-src", "style")])
def test_the_policy_allows_our_own_and_nothing_else(directive, element):
    html = page(broken())
    read = Reader(html)
    (policy,) = [meta["content"] for meta in read.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    ours = re.search(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(ours.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"{directive} 'sha256-{digest}'" in policy


def test_text_of_the_server_is_escaped_wherever_it_stands():
    html = page(hostile())
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert") > 50
    assert "{{ 7*7 }}" in html
    assert "<script>alert('text')</script>" in texts(unpacked(html))


def test_what_hides_or_reorders_is_named():
    shown = Reader(page(run([row("chat.odd.text", "fail", observed=NASTY)]))).texts["dd"]
    assert "‹ESC›[31mred" in shown
    assert "‹U+202E›evil‹U+2066›" in shown
    assert "日本語 🙂" in shown


def test_what_is_to_be_mended_comes_before_what_is_not_known_before_everything_else():
    sections = [attributes["id"] for attributes in Reader(page(broken())).all("section") if "id" in attributes]
    assert [id for id in sections if not id.startswith("in-")] == [
        "surfaces",
        "causes",
        "deviations",
        "unsettled",
        "errors",
        "everything",
        "scope",
    ]


def test_an_info_row_is_never_red():
    noted = page(run([row("models.list.note", "fail", level="INFO")]))
    assert ["span", {"class": "sign fail info", "title": "broken"}] in [[*each] for each in elements(unpacked(noted))]
    assert "Fix these first" not in noted


@pytest.mark.parametrize(
    ("case", "headline"),
    [(truncated, "This run was cut off."), (unreachable, "This run says nothing about the server.")],
)
def test_a_run_that_proves_nothing_says_so_first(case, headline):
    assert Reader(page(case())).texts["h1"] == headline


@pytest.mark.parametrize(
    ("case", "stays"), [(deviating, True), (broken_beside, False), (broken, False), (partly_deviating, False)]
)
def test_only_a_server_that_conforms_stays_conformant(case, stays):
    html = page(case())
    assert "What a server should do and this one does not" in html
    assert ("It stays conformant" in html) is stays


def test_a_red_optional_profile_is_named_in_the_head_and_an_open_one_not_praised():
    read = Reader(page(broken_beside()))
    assert "1 of 3 MUSTs is broken, in chat-stream." in read.texts["header"]
    assert re.findall("conformant[a-z ]*|non conformant|incomplete", read.texts["td"]) == [
        "conformant with deviations",
        "non conformant",
        "incomplete",
    ]


def test_a_message_stands_in_the_head():
    assert "connection refused" in Reader(page(unreachable())).texts["header"]


def test_the_bytes_in_question_are_marked():
    marks = re.findall("<mark>(.*?)</mark>", page(broken()))
    assert {"7", "11", "&#34;chatcmpl-2&#34;"} <= set(marks)


def test_an_id_of_an_exchange_is_no_fragment():
    html = page(run([row("a.b", evidence=['"><b>'])], [exchange('"><b>')]))
    assert '"><b>' not in html.replace('<b class="', "").replace('name"><b>a</b>', "")
    assert ids(elements(unpacked(html))) == ["e1", "a.b"]


def test_an_exchange_goes_by_the_name_under_which_a_run_has_it():
    odd = run([row("a.b", "fail", evidence=["x-1"])], [])
    odd["exchanges"] = {"x-1": exchange("of another name")}
    assert "x-1" in ids(Reader(page(odd)).elements)


def test_a_long_body_is_whole_and_so_is_the_line_that_repeats_it():
    """Half a command is worse than none."""
    sent = exchange("e")["request"] | {"body": "first" + "x" * 20_000 + "last"}
    long = exchange("x-1", "one" + "y" * 20_000 + "two", request=sent)
    html = page(run([row("a.b", "fail", evidence=["x-1"], where=where("x-1", bytes=[0, 3]))], [long]))
    assert str(escape(repeated(sent))) in html
    assert long["body"] in texts(unpacked(html))


def test_code_in_a_sentence_is_set_as_code():
    html = page(run([row("a.b", "fail", statement="It ends with `<b>`.")]))
    assert "It ends with <code>&lt;b&gt;</code>." in html


def test_capabilities_learned_alike_are_told_together():
    capabilities = {name: {"state": "present", "how": "asked"} for name in ("tools", "seed")}
    assert "tools, seed: asked" in Reader(page(run([], capabilities=capabilities))).texts["dd"]
