"""What could not be established: by what is in the way, with what settles it."""

import pytest
from golden_parts import row, run
from oaic_reports.page.anchors import anchors
from oaic_reports.page.told import hiding, told
from oaic_reports.page.unsettled import hidden, unsettled
from oaic_reports.words.conclusion import concluded


def groups(*rows):
    found = run(list(rows))
    causes = hiding(told(found, anchors(found, [])))
    return hidden(found, causes), unsettled(found, causes)


def test_what_a_cause_hides_stands_with_it():
    blamed = [row("chat.stream.done", "fail"), row("chat.stream.closes", "inconclusive", cause="chat.stream.done")]
    (behind,), rest = groups(*blamed)
    assert (behind.told.row["id"], [each["id"] for each in behind.rows]) == ("chat.stream.done", ["chat.stream.closes"])
    assert rest == []


def test_the_rest_is_told_by_what_is_in_the_way_with_the_option_that_settles_it():
    rows = [row(f"tools.call.{n}", "inconclusive", cause="model", reason="no tool was called") for n in ("a", "b")]
    _, (slow, *_) = groups(row("chat.late.a", "inconclusive", cause="deadline"))
    assert "--timeout" in slow.advice
    _, (brief,) = groups(*rows)
    assert ("--model" in brief.advice, brief.reasons, len(brief.rows)) == (True, ["no tool was called"], 2)


def held_back(number, by, others):
    rows = [row(f"chat.late.n{n}", "inconclusive", cause=by) for n in range(number)]
    return run([*rows, *(row(f"chat.reply.n{n}") for n in range(others))], conclusion="incomplete")


@pytest.mark.parametrize(("by", "option"), [("no-model", "--model"), ("key", "--api-key"), ("breaker", "--resume")])
def test_what_holds_back_a_good_part_is_told_first_with_what_settles_it(by, option):
    (first, *_) = concluded(held_back(5, by, 15)).meaning.split(". ")
    assert first.startswith("5 requirements are open")
    assert option in first


@pytest.mark.parametrize("found", [held_back(4, "no-model", 15), held_back(15, "refused", 5)])
def test_what_holds_back_little_or_what_no_option_settles_is_not(found):
    assert "--" not in concluded(found).meaning


def test_a_row_with_no_reason_stands_for_itself():
    _, (alone,) = groups(row("chat.odd.fact", "inconclusive", statement="It is odd."))
    assert alone.title == "It is odd."
