"""Known failures: the verb that writes them down, and how each format tells what is excused."""

from __future__ import annotations

import json
import tomllib

import pytest
from golden import NASTY
from golden_parts import cause, row, run
from oaic_reports.baseline import baseline
from oaic_reports.document import parse
from oaic_reports.formats.markdown import markdown
from oaic_reports.page.whole import page
from oaic_reports.terminal.brief import brief
from oaic_reports.terminal.summary import summary


def entered(row="chat.a", stands="known", until="2027-01-31", **changes):
    return {
        "row": row, "cause": "a:wrong", "reason": "the decoder is old", "owner": "Ada", "issue": "#7",
        "until": until, "stands": stands,
    } | changes  # fmt: skip


ROWS = [row("chat.a", "fail", cause_key="a:wrong"), row("chat.b", "fail", cause_key="b:null")]
KNOWN = {
    "file": "known.toml",
    "entries": [entered(), entered("chat.c", "mended")],
    "excused": ["chat.a"],
    "hidden": ["chat.h"],
}
RUN = run(ROWS, known=KNOWN)
EXTENT = "1 failure is excused by known.toml, until 2027-01-31, and hides 1 requirement."


def flat(text):
    return " ".join(text.split())


def test_the_screen_tells_what_is_new_what_is_known_and_what_to_correct():
    text = flat(brief(RUN))
    assert "New: chat.b" in text
    assert f"Known: {EXTENT}" in text
    assert "Correct known.toml: chat.c (a:wrong): mended, take it out" in text


def test_the_whole_tells_every_entry_with_its_reason():
    text = flat(summary(RUN))
    assert "chat.a (a:wrong): known until 2027-01-31, the decoder is old (Ada, #7)" in text
    assert "new: chat.b" in text


def test_markdown_has_a_line_for_each_what_is_to_be_corrected_first():
    lines = markdown(RUN).splitlines()
    found = [line for line in lines if line.startswith("| chat.")]
    assert found == [
        r"| chat.c (a:wrong) | mended, take it out | until 2027-01-31, the decoder is old (Ada, \#7) |",
        r"| chat.a (a:wrong) | known | until 2027-01-31, the decoder is old (Ada, \#7) |",
    ]
    assert "**New:** `chat.b`\n" in markdown(RUN)


def test_the_page_has_a_table_that_leads_to_the_rows():
    text = page(RUN)
    begin = text.index('<section id="known">')
    section = text[begin : text.index("</section>", begin)]
    assert section.count("<tr>") == 1 + len(KNOWN["entries"])
    assert section.count("chat.a</a>") == 1
    assert section.count("chat.b</a>") == 1
    assert EXTENT in section


@pytest.mark.parametrize("tell", [brief, summary, markdown, page])
def test_a_run_without_a_list_says_nothing_of_it(tell):
    text = tell(run(ROWS))
    assert "known.toml" not in text
    assert 'id="known"' not in text


@pytest.mark.parametrize("tell", [brief, summary, markdown, page])
def test_what_others_wrote_there_breaks_nothing(tell):
    hostile = entered(NASTY, "moved", cause=NASTY, reason=NASTY, owner=NASTY, issue=NASTY)
    text = tell(run(ROWS, known=KNOWN | {"file": NASTY, "entries": [hostile]}))
    assert "\x1b[31m" not in text
    assert "\u202e" not in text
    assert tell is not page or "<script>alert" not in text


def test_it_reads_as_a_run():
    assert parse(json.dumps(RUN))["known"] == KNOWN


# --- oaic baseline -------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "run.json"
    rows = [*ROWS, row("chat.note", "fail", level="INFO", cause_key=None), row("chat.c")]
    path.write_text(json.dumps(run(rows, causes=[cause("a:wrong", "chat.a"), cause("b:null", "chat.b")])))
    return str(path)


def entries(path):
    return tomllib.loads(path.read_text("utf-8"))["known"]


def test_it_writes_down_what_failed(file, tmp_path):
    output = tmp_path / "known.toml"
    words = ["--reason", "old", "--owner", "Ada", "--issue", "#7", "--until", "2027-01-31", "-o", str(output)]
    assert baseline([file, *words]) == 0
    assert [(each["row"], each["cause"], each["reason"], each["owner"]) for each in entries(output)] == [
        ("chat.a", "a:wrong", "old", "Ada"),
        ("chat.b", "b:null", "old", "Ada"),
    ]
    assert {(each["issue"], str(each["until"])) for each in entries(output)} == {("#7", "2027-01-31")}


ELSEWHERE = "chat.reply.created"  # a requirement that the run did not judge
OLD = """\
[[known]]
row = "{row}"
cause = "{cause}"
reason = "kept"
until = 2020-01-31
"""


def test_an_update_keeps_what_is_said_and_leaves_out_what_is_mended(file, tmp_path):
    output = tmp_path / "known.toml"
    said = [
        ("chat.a", "a:wrong"),
        ("chat.b", "b:moved"),
        ("chat.c", "mended"),
        ("chat.z", "unknown"),
        (ELSEWHERE, "not judged"),
    ]
    output.write_text("".join(OLD.format(row=row, cause=cause) for row, cause in said))
    assert baseline([file, "--update", str(output)]) == 0
    assert [(each["row"], each["cause"], each["reason"]) for each in entries(output)] == [
        ("chat.a", "a:wrong", "kept"),
        ("chat.b", "b:null", "not looked into yet"),
        (ELSEWHERE, "not judged", "kept"),
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--until", "soon"], "it is not a date such as 2027-01-31"),
        (["--reason", " "], "it is empty"),
        (["--update", "{tmp}/none.toml"], "cannot read {tmp}/none.toml: No such file or directory"),
        (["--update", "a", "-o", "b"], "--update writes the file that it reads: without -o"),
    ],
)
def test_what_cannot_be_done_is_said(words, message, file, tmp_path, capsys):
    with pytest.raises(SystemExit, match=r"^4$"):
        baseline([file, *(word.format(tmp=tmp_path) for word in words)])
    assert message.format(tmp=tmp_path) in capsys.readouterr().err
