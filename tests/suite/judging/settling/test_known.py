"""The list of known failures: read strictly, written so that it reads the same, and what it makes of a run."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oaic_suite.judging.selecting.profile import Profile
from oaic_suite.judging.settling.conclusion import Facts, exit_code
from oaic_suite.judging.settling.known import Baseline, Entry, as_if_held, is_stale
from oaic_suite.judging.settling.known_file import NotABaseline, parsed, read, written

TODAY, LATER, EARLIER = date(2026, 11, 28), date(2026, 11, 28), date(2026, 11, 27)
IDS = ("chat.a", "chat.b", "chat.c", "chat.d")
CORE = Profile("core", True, ("chat",), (), ("chat",))


def row(id, verdict="fail", cause_key=None, level="MUST", cause=None):
    variants = [{"name": "plain", "verdict": verdict}]
    return {
        "id": id, "verdict": verdict, "cause_key": cause_key, "level": level, "cause": cause, "variants": variants
    }  # fmt: skip


def entry(row="chat.a", cause="a:wrong", until=LATER, **more):
    return Entry(row, cause, "the decoder is old", until, **more)


def judged(entries, rows):
    return Baseline("known.toml", tuple(entries)).document(rows, IDS, TODAY)


def code(entries, rows, gate="MUST"):
    known = judged(entries, rows)
    return exit_code(Facts(as_if_held(rows, known), [CORE], gate=gate, stale=is_stale(known)))


A, B = row("chat.a", cause_key="a:wrong"), row("chat.b", cause_key="b:null")

STANDS = {
    "it fails so": (entry(), [A], "known"),
    "it fails so, and the day is over": (entry(until=EARLIER), [A], "expired"),
    "it holds": (entry(), [row("chat.a", "pass")], "mended"),
    "it is not asked of this server any more": (entry(), [row("chat.a", "not_applicable")], "mended"),
    "it fails of something else": (entry(cause="a:null"), [A], "moved"),
    "it could not be established": (entry(), [row("chat.a", "inconclusive")], "open"),
    "it is not in this part": (entry(), [B], "open"),
    "it is not in this part, and the day is over": (entry(until=EARLIER), [B], "expired"),
    "there is no such requirement": (entry(row="chat.z"), [A], "unknown"),
}


@pytest.mark.parametrize(("one", "rows", "word"), STANDS.values(), ids=STANDS)
def test_how_an_entry_stands(one, rows, word):
    assert [each["stands"] for each in judged([one], rows)["entries"]] == [word]


def test_of_two_entries_that_say_the_same_the_second_is_told():
    assert [each["stands"] for each in judged([entry(), entry()], [A])["entries"]] == ["known", "twice"]


HIDDEN = row("chat.c", "inconclusive", cause="chat.a")
DEVIATION = row("chat.d", cause_key="d:wrong", level="SHOULD")

CODES = {
    "all that fails is known": ([entry()], [A], 0),
    "and what it hides is excused with it": ([entry()], [A, HIDDEN], 0),
    "what something else hides is not": ([entry()], [A, row("chat.c", "inconclusive", cause="model")], 11),
    "one that is new": ([entry()], [A, B], 1),
    "the same row of another cause is new": ([entry(cause="a:null")], [A], 1),
    "one of two is mended": ([entry(), entry("chat.b", "b:null")], [A, row("chat.b", "pass")], 12),
    "an expired entry still excuses, and is told": ([entry(until=EARLIER)], [A], 12),
    "what is new is graver than what is expired": ([entry(until=EARLIER)], [A, B], 1),
    "an error of ours is graver too": ([entry(until=EARLIER)], [A, row("chat.b", "error")], 3),
    "what is not established is less grave": ([entry(until=EARLIER)], [A, row("chat.b", "inconclusive")], 12),
    "a requirement that is not there": ([entry("chat.z")], [row("chat.a", "pass")], 12),
    "the same said twice": ([entry(), entry()], [A], 12),
    "an empty list": ([], [A], 1),
}


@pytest.mark.parametrize(("entries", "rows", "exit"), CODES.values(), ids=CODES)
def test_the_exit_code(entries, rows, exit):
    assert code(entries, rows) == exit


def test_a_should_that_is_known_passes_the_gate():
    lists = [], [entry("chat.d", "d:wrong")], [entry("chat.d", "d:null")]
    assert [code(entries, [DEVIATION], gate="SHOULD") for entries in lists] == [1, 0, 12]


@pytest.mark.parametrize(
    ("word", "stale", "exit"),
    [("works", False, 0), ("works", True, 12), ("not_established", True, 12), ("does_not_work", True, 1)],
)
def test_of_a_run_that_was_asked_about_a_client(word, stale, exit):
    assert exit_code(Facts([A], [CORE], clients=[{"conclusion": word}], stale=stale)) == exit


def test_no_verdict_changes():
    rows = [A, HIDDEN]
    counted = as_if_held(rows, judged([entry()], rows))
    assert [(each["verdict"], each["variants"][0]["verdict"]) for each in counted] == [("pass", "pass")] * 2
    assert (A["verdict"], HIDDEN["verdict"], A["variants"][0]["verdict"]) == ("fail", "inconclusive", "fail")


# --- the file ------------------------------------------------------------------------------------------


LIST = """\
[[known]]
row = "chat.a"
cause = "a:wrong"
reason = "the decoder is old"
until = 2026-11-28
issue = "#7"
"""


def test_a_list_is_read():
    assert parsed(LIST) == [entry(issue="#7")]


def test_no_failures_are_a_list_too():
    assert parsed(written([])) == []


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ("[[known]]", "is not TOML"),
        (LIST.replace("[[known]]", "[known]"), "each entry begins with [[known]]"),
        (LIST.replace("[[known]]", "[[knows]]"), "the file has no 'knows'; did you mean known?"),
        ("known = [1]", "entry 1 is no table: it begins with [[known]]"),
        (LIST.replace("reason", "reasons"), "entry 1 has no 'reasons'; did you mean reason?"),
        (LIST.replace('cause = "a:wrong"\n', ""), "entry 1 lacks `cause`"),
        (LIST.replace('"the decoder is old"', '" "'), "`reason` of entry 1 is no text, or an empty one"),
        (LIST.replace('"#7"', "7"), "`issue` of entry 1 is no text, or an empty one"),
        (LIST.replace("2026-11-28", '"soon"'), "`until` of entry 1 is no date, which is written until = 2027-01-31"),
        (LIST.replace("2026-11-28", "2026-11-28T00:00:00Z"), "`until` of entry 1 is no date"),
    ],
)
def test_what_is_wrong_in_a_list_is_said(changed, complaint, tmp_path):
    path = tmp_path / "known.toml"
    path.write_text(changed.replace("[[known]]", "[[known", 1) if "not TOML" in complaint else changed)
    with pytest.raises(NotABaseline) as refused:
        read(path)
    assert str(path) in str(refused.value)
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("content", "complaint"), [(None, "No such file or directory"), (b"\xff", "it is not TOML")], ids=["gone", "bytes"]
)
def test_what_cannot_be_read_is_said(content, complaint, tmp_path):
    path = tmp_path / "known.toml"
    if content:
        path.write_bytes(content)
    with pytest.raises(NotABaseline, match=complaint):
        read(path)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(st.lists(st.builds(Entry, TEXT, TEXT, TEXT, st.dates(), st.none() | TEXT, st.none() | TEXT)))
def test_what_is_written_reads_the_same(entries):
    assert parsed(written(entries)) == entries
