"""What a run that was cut off hands on: what it settled, and what it left to be asked."""

from __future__ import annotations

import json

import pytest
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.document.run_json import Judged
from oaic_suite.judging.run import Run
from oaic_suite.judging.selecting.part import NotARun, cut_off
from oaic_suite.judging.selecting.resumed import ASIDE, Resumed
from oaic_suite.plugin.asked import Asked, asked_again, part_asked

OBJECT, DONE, IDS = "models.list.object", "chat.stream.done", "models.list.id"
ROLE = "chat.reply.role"
FIRST, SECOND, *_ = variants(catalogue()[ROLE])


def judged(id, name="", verdict="pass", cause=None, evidence=("x-1",)) -> Judged:
    told = {"id": id, "name": name, "verdict": verdict, "cause": cause, "reason": None, "duration_ms": 2.0}
    place = {name: None for name in ("pointer", "frame", "bytes", "header", "excerpt")}
    where = {"exchange": evidence[0], **place} if verdict == "fail" else None
    return {**told, "expected": None, "observed": None, "where": where, "evidence": [*evidence]}


def run(*records: Judged, convicted=()) -> Run:
    made = Run()
    for record in records:
        made.selection.choose(record["id"], record["name"])
        made.add(record)
    for record in convicted:
        made.selection.chosen.setdefault(record["id"], set())
        made.convict(record, ())
    return made


def cut(*records: Judged, **more) -> Resumed:
    return Resumed("report/run.json", run(*records, **more).document(finished=False))


def test_what_was_settled_stands_and_what_was_not_is_asked():
    older = cut(judged(OBJECT), judged(DONE, verdict="not_run", cause="budget"), judged(IDS, verdict="error"))
    assert (older.kept, older.asked) == ((OBJECT,), (DONE, IDS))


def test_what_a_broken_row_hides_is_not_asked_again():
    older = cut(judged(OBJECT, verdict="fail"), judged(IDS, verdict="inconclusive", cause=OBJECT))
    assert older.asked == ()
    assert cut(judged(OBJECT), judged(IDS, verdict="inconclusive", cause="model")).asked == (IDS,)


def test_a_row_is_asked_again_in_all_its_variants_and_what_failed_stays():
    older = cut(judged(ROLE, FIRST, "fail"), judged(ROLE, SECOND, "not_run"), judged(OBJECT))
    assert older.asked == (ROLE,)
    assert [(each["id"], each["name"]) for each in older.records()] == [(ROLE, FIRST), (OBJECT, "")]


def test_a_run_that_goes_on_is_the_run_that_was_not_cut_off():
    whole = run(judged(ROLE, FIRST), judged(ROLE, SECOND), judged(OBJECT, verdict="fail"))
    second = Run()
    second.take_over(cut(judged(ROLE, FIRST), judged(ROLE, SECOND, "not_run"), judged(OBJECT, verdict="fail")))
    assert row(second, ROLE)["verdict"] == "not_run"
    second.add(judged(ROLE, FIRST))
    second.add(judged(ROLE, SECOND))
    told, as_if = second.document(finished=True), whole.document(finished=True)
    assert (told["conclusion"], told["exit_code"], told["counts"]) == ("non_conformant", 1, as_if["counts"])
    assert [told["rows"] for told in told["continued"]] == [[OBJECT]]
    assert row(second, OBJECT)["evidence"] == [f"{ASIDE}x-1"]


def row(run: Run, id: str):
    return next(row for row in run.rows() if row["id"] == id)


def test_what_convicted_a_row_that_did_not_ask_still_does():
    second = Run()
    second.take_over(cut(judged(OBJECT), convicted=[judged(OBJECT, "elsewhere: the survey", "fail")]))
    assert row(second, OBJECT)["verdict"] == "fail"
    assert second.selection.chosen[OBJECT] == {""}


def test_each_row_stands_as_the_run_judged_it_that_judged_it_first():
    second = Run(started="2026-02-02T00:00:00Z")
    second.take_over(cut(judged(OBJECT), judged(IDS, verdict="not_run"), judged(DONE, verdict="not_run")))
    second.add(judged(IDS))
    third = Resumed("again/run.json", second.document(finished=False))
    assert [(each["file"], each["rows"]) for each in third.told()] == [
        ("report/run.json", [OBJECT]),
        ("again/run.json", [IDS]),
    ]


def test_only_a_whole_run_goes_on(tmp_path):
    document = run(judged(OBJECT)).document(finished=False)
    (tmp_path / "run.json").write_text(json.dumps(document))
    assert cut_off(tmp_path).resumed.kept == (OBJECT,)
    del document["requirements"][0]["variants"]
    (tmp_path / "run.json").write_text(json.dumps(document))
    with pytest.raises(NotARun, match="of this suite"):
        cut_off(tmp_path)


@pytest.mark.parametrize(
    ("edited", "asked", "said"),
    [
        ({"suite": {"version": "0.0.1"}}, {}, "what it settled cannot be kept"),
        ({"contract": {"digest": "0"}}, {}, "another contract"),
        ({}, {"only": ("chat",)}, "--only was"),
        ({}, {"set": "2026.12"}, "--set was"),
        ({}, {"quick": True}, "--quick and --resume"),
    ],
)
def test_another_suite_or_another_part_does_not_go_on(edited, asked, said, tmp_path):
    document = run(judged(OBJECT, verdict="not_run")).document(finished=False)
    for name, members in edited.items():
        document[name] |= members
    (tmp_path / "run.json").write_text(json.dumps(document))
    wanted = Asked(resume=str(tmp_path), base_url="http://a/v1", **asked)
    with pytest.raises(pytest.UsageError, match=said):
        part_asked(wanted, asked_again(wanted))
