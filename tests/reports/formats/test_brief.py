"""The screen that a run ends with."""

import json
import re

import pytest
from golden import CASES, broken, conformant
from golden_parts import profile, row, run
from oaic_reports.commands import report
from oaic_reports.terminal.brief import MOST, brief, brief_screen

HURT = [{"client": "openai 3.52.0 (Python)", "date": "2026-11-01", "outcome": "crash", "detail": "raises"}]


def many(number):
    """Each a cause of its own."""
    return [row(f"some.thing.n{n}", "fail", witnesses=HURT) for n in range(number)]


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("case", CASES)
def test_it_is_thirty_lines_at_most(case, width):
    text = brief_screen(CASES[case](), width=width, color=False, report="a/index.html")
    assert width == 40 or len(text.splitlines()) <= MOST


def test_however_many_causes_there_are():
    text = brief(run(many(200), conclusion="non_conformant"))
    assert len(text.splitlines()) == MOST
    assert "more causes, 1" in text


def test_what_a_server_no_longer_answered_is_gone_on_with():
    stopped = run([row("chat.reply.id"), row("chat.reply.model", "not_run", cause="breaker")], conclusion="invalid")
    assert "oaic certify --resume a/run.json" in brief_screen(stopped, width=80, color=False, report="a/index.html")


def test_a_good_run_says_less_than_ten():
    assert len(brief(conformant()).splitlines()) < 10


@pytest.mark.parametrize("width", [80, 200])
def test_a_good_run_says_no_more_of_many_profiles(width):
    """What holds and what is not there is a row each, of whole names."""
    held = {f"a-profile-{number}": profile([row("a.b")], required=False) for number in range(50)}
    gone = {f"not-offered-{number}": profile([], required=False, conclusion="not_applicable") for number in range(50)}
    lines = brief_screen(run([row("a.b")], profiles=held | gone), width=width, color=False, report=None).splitlines()
    (holds,) = (line for line in lines if line.startswith("holds"))
    assert re.fullmatch(r"holds     (a-profile-\d+ 1/1 · )+a-profile-\d+ 1/1 and (\d+) more", holds)
    assert len(lines) < 10


def test_what_is_broken_is_told_to_the_last_name():
    some = {f"a-profile-{number}": profile([], conclusion="non_conformant") for number in range(12)}
    text = brief(run([row("a.b", "fail")], profiles=some, conclusion="non_conformant"))
    assert [name for name in some if name not in text] == []


def test_of_very_many_open_profiles_whole_names_are_told_and_how_many_more():
    some = {f"a-profile-{number}": profile([], conclusion="incomplete") for number in range(40)}
    text = " ".join(brief(run([row("a.b", "inconclusive")], profiles=some, conclusion="incomplete")).split())
    assert re.search(r"open (a-profile-\d+ · )+a-profile-\d+ and \d+ more", text)
    assert "characters" not in text


def test_however_many_profiles_are_broken_and_open():
    broken = {f"a-broken-profile-{number}": profile([], conclusion="non_conformant") for number in range(40)}
    unclear = {f"an-open-profile-{number}": profile([], conclusion="incomplete") for number in range(40)}
    told = {"profiles": broken | unclear, "message": "word " * 60}
    rows = [*many(50), row("a.b", "inconclusive", cause="deadline"), row("c.d", "inconclusive", cause="model")]
    text = brief_screen(run(rows, conclusion="non_conformant", **told), width=80, color=False, report="a/index.html")
    assert len(text.splitlines()) <= MOST
    assert "a-broken-profile-0" in text
    assert "an-open-profile-0" in text


def test_what_ended_a_run_is_told_whole():
    told = "x" * 1_400
    text = brief(run(many(50), conclusion="invalid", message=told))
    assert told in "".join(text.split())
    assert len(text.splitlines()) <= MOST


def test_a_run_without_an_answer_says_so_and_nothing_else():
    silent = run([row("a.b", "not_run"), row("c.d", "inconclusive")], conclusion="invalid", message="no HTTP answer")
    text = brief_screen(silent, width=80, color=False, report="there/index.html")
    assert [line.split(":")[0] for line in text.splitlines()] == [
        "Invalid",
        "failure may be read into it.",
        "no HTTP answer",
        "",
        "0/2 MUST · 0 requests · 4.2 s · there/index.html",
    ]


def test_what_is_judged_only_where_it_is_asked_for_is_not_missing():
    absent = {"required": False, "conclusion": "not_applicable"} | {
        level: {"passed": 0, "total": 0} for level in ("must", "should")
    }
    text = brief(run([row("a.b")], profiles={"embeddings": absent, "fuzz": absent}))
    assert "not there embeddings\n" in text


def test_it_begins_with_the_conclusion_and_ends_with_the_figures():
    lines = brief(broken()).splitlines()
    assert lines[0].startswith("Non-conformant: 7 of 16 MUSTs are broken.")
    assert lines[-1] == "3/16 MUST · 0/2 SHOULD · 132 requests · 4.2 s"


def test_a_cause_is_a_line_with_the_clients_it_hurts():
    lines = brief(run(many(1), conclusion="non_conformant")).splitlines()
    head = next(line for line in lines if "Fix first" in line)
    told = lines[lines.index(head) + 1]
    assert head.split() == ["Fix", "first", "clients", "red", "hides"]
    assert told.startswith("1 The server does what some.thing.n0 says")
    assert told.split()[-3:] == ["crash", "1/1", "1"]


def test_a_wide_screen_has_a_column_for_each_client():
    found = run(many(1), conclusion="non_conformant")
    text = brief_screen(found, width=110, color=False, report=None)
    head = next(line for line in text.splitlines() if "Fix first" in line)
    assert head.split() == ["Fix", "first", "Python", "red", "hides"]


def test_what_is_open_says_what_would_settle_it():
    rows = [row("a.b", "fail"), row("c.d", "inconclusive", cause="a.b"), row("e.f", "inconclusive", cause="deadline")]
    text = brief(run(rows, conclusion="non_conformant"))
    assert "1 hidden by what is broken above: mend that, and --rerun" in text
    assert "1 the answer was too slow: --timeout SECONDS waits longer" in text


def test_it_says_how_to_go_on():
    text = brief_screen(broken(), width=80, color=False, report="there/index.html")
    assert "oaic certify --rerun there/run.json" in text
    assert "oaic report there/run.json --show all" in text


def test_everything_is_told_where_it_is_asked_for(tmp_path, capsys):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(broken()), "utf-8")
    assert report([str(path)]) == 0
    short = capsys.readouterr().out
    assert report([str(path), "--show", "all"]) == 0
    assert len(capsys.readouterr().out) > len(short)
