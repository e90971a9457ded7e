"""Which rows a run was asked for: by prefixes, by the quick list, by an older run."""

from __future__ import annotations

import json

import pytest
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.selecting.part import NotARun, Part, earlier, quick, quick_part, unknown
from oaic_suite.plugin.asked import NothingAsked, asked_again, check_not_empty, part_asked
from oaic_suite.plugin.settings.options import Asked

DONE, OBJECT = "chat.stream.done", "models.list.object"


def test_everything_is_asked_for_by_nobody():
    assert Part().is_all
    assert Part().takes(DONE)
    assert Part().asked == ()


@pytest.mark.parametrize(
    ("part", "taken"),
    [
        (Part(("chat.stream",)), {DONE}),
        (Part(ids=(OBJECT,)), {OBJECT}),
        (Part(("chat",), (DONE, OBJECT)), {DONE}),
        (Part(ids=("chat.stream.do",)), set()),
    ],
)
def test_a_part_is_what_begins_so_and_is_named(part, taken):
    assert {id for id in (DONE, OBJECT) if part.takes(id)} == taken


def test_a_row_that_is_out_says_why():
    assert Part(("models",)).why_out(DONE, ()) == "not in the part that --only asks for"
    assert Part(ids=(OBJECT,), by="--rerun").why_out(DONE, ()) == "not in the part that --rerun asks for"
    assert "fuzz" in Part().why_out("fuzz.answered", ())
    assert Part().why_out(DONE, ()) is None


def test_some_ways_of_a_conversation_are_a_part_of_its_rows():
    part = Part(held={"stream": ["plain", "usage"]})
    assert set(part.variants(catalogue()[DONE])) == {"plain", "usage"}
    assert set(part.variants(catalogue()[OBJECT])) == {""}


# --- the quick list ------------------------------------------------------------------------------------


def test_what_is_quick_is_there_must_hold_and_says_why():
    told = quick()["requirements"]
    assert {id for id in told if str(catalogue()[id].level) != "MUST"} == set()
    assert [id for id, why in told.items() if not why or why == catalogue()[id].statement] == []
    assert 25 <= len(told) <= 35


def test_each_of_them_is_asked_in_some_way():
    part = quick_part()
    assert {id for id in quick()["requirements"] if not part.variants(catalogue()[id])} == set()


def test_every_way_that_is_named_is_one():
    part = quick_part()
    read = {
        (name, way)
        for id in quick()["requirements"]
        for choice in part.variants(catalogue()[id]).values()
        for name, way in choice.items()
    }
    assert read == {(name, way) for name, ways in quick()["held"].items() for way in ways}


# --- an older run --------------------------------------------------------------------------------------


def told(tmp_path, **verdicts):
    rows = [{"id": id.replace("__", "."), "verdict": verdict} for id, verdict in verdicts.items()]
    target = {"base_url": "http://a/v1", "model": "tiny", "model_from": "--model", "embedded": False}
    required = {"core": {"required": True}, "tools": {"required": True}, "cors": {"required": False}}
    path = tmp_path / "run.json"
    path.write_text(json.dumps({"requirements": rows, "profiles": required, "target": target}))
    return path


VERDICTS = {"a": "fail", "b": "inconclusive", "c": "not_run", "d": "error", "e": "pass", "f": "not_applicable"}


@pytest.mark.parametrize("as_directory", [False, True])
def test_what_was_red_or_open_is_asked_again(as_directory, tmp_path):
    path = told(tmp_path, **VERDICTS)
    again = earlier(path.parent if as_directory else path)
    assert again.ids == ("a", "b", "c", "d")
    assert (again.address, again.model, again.profiles) == ("http://a/v1", "tiny", ("tools",))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"requirements": [1], "profiles": {}, "target": {}}', "[" * 10**5])
def test_what_is_no_run_is_told_so(text, tmp_path):
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(NotARun, match=r"of this suite|nested too deeply"):
        earlier(tmp_path)


def test_a_run_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(NotARun, match="No such file"):
        earlier(tmp_path)
    with pytest.raises(pytest.UsageError, match="No such file"):
        asked_again(Asked(rerun=str(tmp_path)))


def test_one_part_is_enough(tmp_path):
    again = earlier(told(tmp_path, a="fail"))
    with pytest.raises(pytest.UsageError, match="one or the other"):
        part_asked(Asked(quick=True), again)


def test_a_run_without_anything_to_ask_again_is_told_so(tmp_path):
    asked = Asked(rerun=str(told(tmp_path, chat__stream__done="pass")))
    with pytest.raises(NothingAsked, match="nothing failed or stayed open in"):
        check_not_empty(asked, part_asked(asked, asked_again(asked)))


def test_the_quick_list_may_hold_nothing_of_what_is_asked_for():
    asked = Asked(quick=True, only=("cors",))
    with pytest.raises(NothingAsked, match="--quick holds nothing that --only asks for"):
        check_not_empty(asked, part_asked(asked, None))


# --- what was probably meant ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chat.streem", "did you mean chat.stream "),
        ("chat.stream.dome", "did you mean chat.stream.done"),
        ("zzz", "nothing begins with zzz; `oaic requirements` lists what there is"),
    ],
)
def test_a_beginning_with_which_nothing_begins(typed, meant):
    assert meant in unknown(typed, catalogue())
    with pytest.raises(NothingAsked, match="nothing begins with"):
        check_not_empty(Asked(only=("models", typed)), Part(("models", typed)))
