"""Runs side by side: what changed between two, and who of many fails what."""

from __future__ import annotations

import json
import re

import pytest
from golden import CASES, NASTY, hostile
from golden_parts import cause, row, run
from oaic_reports.compare.changes import MEANING, changes
from oaic_reports.compare.commands import FORMATS, compare
from oaic_reports.compare.markdown import markdown
from oaic_reports.compare.matrix import matrix
from oaic_reports.compare.runs import cautions
from oaic_reports.compare.shelf import shelves
from oaic_reports.compare.text import text
from oaic_reports.formats.markdown import markdown as of_a_run
from oaic_reports.page.whole import page

CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")  # of Markdown: what stands there is text

# What stands in the first run, in the second, and what became of it; None where it is not there.
ROWS = {
    "chat.broken": ("pass", "fail", "broken"),
    "chat.mended": ("fail", "pass", "mended"),
    "chat.moved": ("fail", "fail", "moved"),
    "chat.uncovered": ("inconclusive", "fail", "uncovered"),
    "chat.lost": ("fail", "inconclusive", "not comparable"),
    "chat.open": ("inconclusive", "pass", "not comparable"),
    "chat.gone": ("fail", None, "gone"),
    "chat.new": (None, "pass", "new"),
    "chat.red": ("fail", "fail", "same"),
    "chat.holds": ("pass", "pass", "same"),
}


def side(place, moved):
    rows = [row(id, each[place]) for id, each in ROWS.items() if each[place]]
    red = [each["id"] for each in rows if each["verdict"] == "fail"]
    return run(rows, causes=[cause(moved if id == "chat.moved" else f"{id}:wrong", id) for id in red])


FIRST, SECOND = side(0, "old:wrong"), side(1, "new:null")


def test_what_became_of_each():
    found = changes(FIRST, SECOND)
    assert list(found) == list(MEANING)
    assert {one.id: kind for kind, some in found.items() for one in some} == {
        id: kind for id, (*_, kind) in ROWS.items()
    }


def test_a_run_beside_itself_is_the_same():
    assert {kind for kind, some in changes(FIRST, FIRST).items() if some} == {"same"}


def test_a_note_is_no_change():
    noted = [run([row("chat.note", verdict, level="INFO")]) for verdict in ("pass", "fail")]
    assert not any(changes(*noted).values())


def test_the_text_tells_each_with_its_cause():
    told = text([FIRST, SECOND]).splitlines()
    assert told[0] == "1  http://localhost:8000/v1, model parrot-1, 2026-05-04 10:20:30 UTC, conformant"
    broken = told.index("Broken: held, and fails now (1)")
    assert told[broken + 1 : broken + 3] == [
        "What chat.broken:wrong says is wrong (1)",
        "  chat.broken  MUST  holds, broken",
    ]
    moved = told.index("  chat.moved  MUST  broken, broken")
    assert told[moved - 1] == "What new:null says is wrong; before: What old:wrong says is wrong (1)"
    assert "chat.new  MUST  not there, holds" in told
    assert told[-1] == "2 requirements as before"


def test_markdown_has_a_line_for_each():
    told = markdown([FIRST, SECOND]).splitlines()
    mended = told.index("  - `chat.mended` MUST: broken, holds")
    assert told[mended - 1] == "- **What chat.mended:wrong says is wrong** (1)"
    assert [line for line in told if "chat.holds" in line] == []


def test_what_one_cause_broke_stands_together_the_most_first():
    rows = [row(f"chat.{name}", "fail") for name in ("a", "b", "c", "d")]
    causes = [cause("one:wrong", "chat.b"), cause("many:wrong", "chat.a", "chat.c", "chat.d")]
    (broken,) = shelves(run([row(each["id"]) for each in rows]), run(rows, causes=causes))
    assert [(group.number, [line.change.id for line in group.lines]) for group in broken.groups] == [
        (3, ["chat.a", "chat.c", "chat.d"]),
        (1, ["chat.b"]),
    ]
    (few,) = shelves(run([row(each["id"]) for each in rows]), run(rows, causes=causes), 2)
    assert ([line.change.id for line in few.lines], few.more) == (["chat.a", "chat.c"], 2)


def test_json_has_all_of_it():
    told = json.loads(FORMATS["json"]([FIRST, SECOND]))
    assert {kind: len(some) for kind, some in told["changes"].items() if some} == {
        "broken": 1, "uncovered": 1, "moved": 1, "mended": 1, "not comparable": 2, "new": 1, "gone": 1, "same": 2
    }  # fmt: skip
    assert [head["number"] for head in told["runs"]] == [1, 2]


# --- many ----------------------------------------------------------------------------------------------


def judged(one, two, three="pass"):
    rows = [row("chat.one", one), row("chat.two", two), row("chat.three", three)]
    return run(rows, causes=[cause(f"{each['id']}:wrong", each["id"]) for each in rows if each["verdict"] == "fail"])


MANY = [judged("fail", "pass"), judged("fail", "fail"), judged("fail", "pass", "inconclusive")]


def test_who_fails_what():
    found = {line.id: (line.failing, line.is_everywhere, line.alone) for line in matrix(MANY).rows}
    assert found == {"chat.one": ([1, 2, 3], True, None), "chat.two": ([2], False, 2)}


def test_a_cause_holds_only_where_all_that_it_breaks_does():
    runs = [*MANY[:2], judged("fail", "inconclusive")]
    found = {line.id: (line.verdicts, line.alone) for line in matrix(runs).causes}
    assert found == {
        "chat.one:wrong": (("fail", "fail", "fail"), None),
        "chat.two:wrong": (("pass", "fail", "inconclusive"), None),
    }


def test_the_matrix_in_text_begins_with_what_all_fail():
    told = text(MANY).splitlines()
    assert "Requirements that fail, 1 of them in every run (2)" in told
    assert "✗ ✗ ✗ MUST chat.one" in told
    assert "✓ ✗ ✓ MUST chat.two" in told
    assert "run 2 alone: chat.two" in told


def test_the_matrix_in_markdown_is_a_table():
    told = markdown(MANY).splitlines()
    assert "### Requirements that fail (2), 1 of them in every run" in told
    assert "| ✓ | ✗ | ✓ | run 2 | MUST | The server does what chat.two says. (chat.two) |" in told


def test_the_matrix_in_json():
    told = json.loads(FORMATS["json"](MANY))
    assert [(each["id"], each["failing"], each["alone"]) for each in told["requirements"]] == [
        ("chat.one", [1, 2, 3], None),
        ("chat.two", [2], 2),
    ]


# --- what is not alike, and what others wrote ----------------------------------------------------------


def test_what_stands_in_the_way_is_said_first():
    older = FIRST | {"suite": FIRST["suite"] | {"version": "0.0.9"}, "truncated": True}
    part = SECOND | {"selection": {"only": ["chat"], "judged": 8, "of": 900}}
    assert cautions([older, part]) == [
        "Different versions of the suite judged: 0.0.9 and 0.1.0. What it asks may have changed.",
        "Run 1 is truncated: what it does not say is not known.",
        "Run 2 judged only a part.",
    ]
    assert cautions([FIRST, SECOND]) == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("number", [2, 3])
def test_every_kind_of_run_can_be_compared(form, number):
    for case in CASES.values():
        assert FORMATS[form]([case(), FIRST, hostile()][:number])


@pytest.mark.parametrize("tell", [text, markdown])
@pytest.mark.parametrize("number", [2, 3])
def test_what_others_wrote_there_breaks_nothing(tell, number):
    rows = [row(f"chat.{NASTY}", "fail", statement=NASTY)]
    foreign = run(rows, causes=[cause(NASTY, rows[0]["id"], title=NASTY)])
    foreign["target"] |= {"base_url": NASTY, "model": NASTY}
    foreign["suite"] |= {"version": NASTY}
    told = tell([foreign, FIRST, SECOND][:number])
    assert not {"\x1b", "\u202e", "\u200b", "\r", "\x07"}.intersection(told)
    assert tell is text or "<script>alert" not in CODE.sub("", told).replace("\\<", "")


# --- the verb ------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / name for name in ("a.json", "b.json")]
    for path, each in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(json.dumps(each))
    return [str(path) for path in paths]


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_prints_a_format(form, files, capsys):
    assert compare([*files, "--format", form]) == 0
    assert capsys.readouterr().out == FORMATS[form]([FIRST, SECOND])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["{a}"], "it takes 2 to 40 runs, and there is 1"),
        (["{a}"] * 41, "it takes 2 to 40 runs, and there are 41"),
        (["{a}", "{tmp}/none"], "cannot read {tmp}/none: No such file or directory"),
        (["{a}", "{tmp}/page"], "{tmp}/page cannot be told: it is not JSON"),
    ],
)
def test_what_cannot_be_done_is_said(words, message, files, tmp_path, capsys):
    (tmp_path / "page").write_text("<html>")
    names = {"a": files[0], "tmp": str(tmp_path)}
    with pytest.raises(SystemExit, match=r"^4$"):
        compare([word.format(**names) for word in words])
    assert message.format(**names) in capsys.readouterr().err


# --- as a page -----------------------------------------------------------------------------------------


def test_the_page_of_two_says_what_changed_kind_by_kind():
    told = FORMATS["html"]([FIRST, SECOND])
    assert "<h1>8 requirements changed.</h1>" in told
    assert re.findall(r'<section id="([\w-]+)">', told) == [
        kind.replace(" ", "-") for kind in MEANING if kind != "same"
    ]
    assert "2 requirements as before" in told


def test_the_page_of_many_is_a_matrix():
    told = FORMATS["html"](MANY)
    assert "<h1>3 runs: 2 causes, 1 of them in every run.</h1>" in told
    assert "<td>run 2</td>" in told


@pytest.mark.parametrize("some", [[FIRST, FIRST], [run([])] * 3], ids=["two", "many"])
def test_a_page_of_nothing_says_so(some):
    assert re.search("<h1>Nothing (changed|fails).</h1>", FORMATS["html"](some))


@pytest.mark.parametrize("number", [2, 3])
def test_nothing_of_a_server_is_markup_on_the_page(number):
    told = FORMATS["html"]([hostile()] * (number - 1) + [run([row("chat.a", "fail", observed=NASTY)])])
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert" in told
    assert "script-src 'sha256-" in told


def test_the_page_of_a_run_tells_what_changed_since_another():
    told = page(SECOND, FIRST)
    assert '<section id="since">' in told
    assert '<h2 class="bad">Broken <small>1 requirement: held, and fails now</small></h2>' in told
    assert '<section id="since">' not in page(SECOND)


def test_markdown_of_a_run_tells_what_changed_since_another():
    assert "- 1 broken: `chat.broken`" in of_a_run(SECOND, FIRST)
    assert "### Since" not in of_a_run(SECOND)
