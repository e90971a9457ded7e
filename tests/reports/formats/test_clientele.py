"""Which clients work, told in each format."""

from __future__ import annotations

import re

import pytest
from golden import asked_clients, breaking_clients, broken, conformant
from golden_parts import breach, client, row, run
from oaic_reports.formats.badge import badge
from oaic_reports.formats.junit import junit
from oaic_reports.formats.markdown import markdown
from oaic_reports.page.anchors import anchors
from oaic_reports.page.clientele import seen_by_clients
from oaic_reports.page.told import told
from oaic_reports.page.whole import page
from oaic_reports.terminal.brief import brief
from oaic_reports.terminal.summary import summary
from oaic_reports.words.clientele import line
from oaic_reports.words.conclusion import concluded


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (client("codex"), "Codex 1.2.3: works"),
        (client("codex", "does_not_work", missing=["responses"]), "does not work: the server has no responses"),
        (client("codex", "does_not_work", broken=[breach("a.b")]), "does not work: crash, a.b: it raises"),
        (client("codex", "does_not_work", broken=[breach("a.b"), breach("c.d")]), "it raises; and 1 more"),
        (client("codex", "not_established", open=["a.b", "c.d"]), "not established: a.b is open; and 1 more"),
    ],
)
def test_a_client_in_a_line(one, said):
    assert line(one).startswith("Codex 1.2.3: ")
    assert line(one).endswith(said)


def of(*clients):
    return run([row("a.b")], clients=[each | {"asked": True} for each in clients])


@pytest.mark.parametrize(
    ("clients", "headline", "tone"),
    [
        ([client("codex")], "Codex 1.2.3 works.", "good"),
        ([client("codex", title="llm")], "llm 1.2.3 works.", "good"),
        ([client("codex"), client("roo")], "Codex 1.2.3 and Roo 1.2.3 work.", "good"),
        ([client("codex", "not_established"), client("roo")], "Not established whether Codex 1.2.3 works.", "none"),
        ([client("codex", "does_not_work"), client("roo")], "Does not work with Codex 1.2.3.", "bad"),
    ],
)
def test_clients_that_were_asked_for_are_the_conclusion(clients, headline, tone):
    found = concluded(of(*clients))
    assert (found.headline, found.tone) == (headline, tone)
    assert brief(of(*clients)).startswith(headline.removesuffix("."))


def test_a_run_that_says_nothing_says_nothing_of_clients():
    found = of(client("codex", "not_established")) | {"conclusion": "invalid"}
    assert concluded(found).word == "invalid"


def test_the_badge_names_the_client_and_no_profile():
    assert ">OpenAI API<" in badge(asked_clients())
    assert "does not work with Codex 1.2.3" in badge(asked_clients())


def test_only_those_asked_for_are_told():
    for format in (brief, summary, markdown):
        assert "Roo 1.2.3" in format(asked_clients())
        assert "Llm 1.2.3" not in format(asked_clients())


def test_where_no_client_was_asked_for_the_screen_has_one_line_for_all():
    lines = [each for each in brief(breaking_clients()).splitlines() if "1.2.3" in each]
    assert [each.partition(", S")[0] for each in lines] == [
        "clients   9 work, 1 not established, 13 do not work: Both 1.2.3"
    ]


def test_where_all_clients_work_the_line_names_them():
    sound = run([row("a.b")], clients=[client("codex"), client("roo")])
    assert "clients   2 work: Codex 1.2.3, Roo 1.2.3\n" in brief(sound)


def test_each_client_that_was_asked_for_has_a_line():
    lines = brief(of(client("codex"), client("roo", "does_not_work", broken=[breach("a.b")]))).splitlines()
    assert [each for each in lines[1:] if "1.2.3" in each] == [
        "Codex 1.2.3: works",
        "Roo 1.2.3: does not work: crash, a.b: it raises",
    ]


def test_markdown_has_a_line_for_each():
    lines = [line.replace("\\", "") for line in markdown(breaking_clients()).splitlines()]
    worst = breaking_clients()["causes"][0]["row"]
    assert f"| Both 1.2.3 | does not work | crash, {worst}: it raises; and 1 more |" in lines
    assert "| Sound-8 1.2.3 | works |  |" in lines


def test_junit_is_as_without_clients():
    assert junit(breaking_clients()) == junit(broken())


def told_causes(found):
    return told(found, anchors(found, []))


def test_the_table_has_a_column_for_each_cause_that_breaks_a_client():
    found = breaking_clients()
    table = seen_by_clients(found, told_causes(found))
    both, second, note, lacking, *_ = table.broken
    assert [told.cause["key"] for told in table.columns] == [cause["key"] for cause in found["causes"][:2]]
    shown = [[one["shows"] if one else None for one in table.cells(each)] for each in (both, second, note, lacking)]
    assert shown == [["crash", "silent-loss"], [None, "silent-loss"], [None, None], [None, None]]


def test_the_table_leads_to_causes():
    html = page(breaking_clients())
    section = re.search(r'<section id="clients">.*?</section>', html, re.DOTALL)[0]
    links = re.findall(r'href="#(cause-\w+)"', section)
    assert len(links) == 2
    assert [anchor for anchor in links if f'id="{anchor}"' not in html] == []
    assert "the server has no responses" in section


def test_causes_come_first_where_no_client_was_asked_for():
    for report, causes, clients in (
        (page(breaking_clients()), 'id="causes"', 'id="clients"'),
        (markdown(breaking_clients()), "### Fix first", "| client |"),
        (summary(breaking_clients()), "Broken (", "Clients ("),
    ):
        assert report.index(causes) < report.index(clients)


def test_clients_come_first_where_they_were_asked_for():
    found = breaking_clients()
    asked = found | {"clients": [each | {"asked": True} for each in found["clients"]]}
    for report, clients, causes in (
        (page(asked), 'id="clients"', 'id="causes"'),
        (markdown(asked), "| client |", "### Fix first"),
        (summary(asked), "Clients (", "Broken ("),
    ):
        assert report.index(clients) < report.index(causes)


def test_a_page_without_clients_has_no_such_section():
    assert 'id="clients"' not in page(conformant())
