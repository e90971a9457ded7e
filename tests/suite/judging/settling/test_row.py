"""What the variants of a row come to together, and who is to blame for those that are open."""

from __future__ import annotations

import pytest
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.run import SHOWN, Run
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.settling.blame import Blame
from oaic_suite.judging.settling.row import settled

catalogue()


def record(name, verdict, reason=None, *, id="chat.reply.content", cause=None, evidence=()):
    return {
        "id": id,
        "name": name,
        "verdict": verdict,
        "cause": cause,
        "reason": reason,
        "expected": None,
        "observed": None,
        "where": None,
        "duration_ms": 1.0,
        "evidence": list(evidence),
    }


PASSED, FAILED = record("plain", "pass"), record("two", "fail", cause=None)
OPEN, BLOCKED = (
    record("calling", "inconclusive", "no call was made", cause="model"),
    record("calling", "inconclusive", "the answer has status 400", cause="chat.reply.status"),
)
ABSENT, ERRED = record("logprobs", "not_applicable", "the server has no chat-logprobs"), record("two", "error", "oops")
CASES = {
    "all pass": ([PASSED, record("two", "pass")], "pass", None),
    "one fails": ([PASSED, OPEN, FAILED], "fail", None),
    "an error of ours": ([PASSED, OPEN, ERRED], "error", "oops"),
    "what the server does without": (
        [PASSED, ABSENT],
        "pass",
        "1 of 2 were judged; not logprobs: the server has no chat-logprobs",
    ),
    "what another row is about": (
        [PASSED, BLOCKED],
        "pass",
        "1 of 2 were judged; not calling: the answer has status 400",
    ),
    "what nobody settled": ([PASSED, OPEN], "inconclusive", "1 of 2 could not be settled: calling: no call was made"),
    "nothing passes": ([OPEN, BLOCKED], "inconclusive", "1 of 2 could not be settled: calling: no call was made"),
    "all for one reason": ([OPEN, OPEN], "inconclusive", "no call was made"),
    "nothing but what another row is about": ([BLOCKED], "inconclusive", "the answer has status 400"),
    "all is done without": ([ABSENT], "not_applicable", "the server has no chat-logprobs"),
}


@pytest.mark.parametrize(("variants", "verdict", "reason"), CASES.values(), ids=CASES)
def test_what_variants_come_to(variants, verdict, reason):
    found = settled(variants, lambda each: each["cause"] == "chat.reply.status")
    assert (found["verdict"], found["reason"]) == (verdict, reason)


# --- blame ---------------------------------------------------------------------------------------------

STATUS, CHOICES, CONTENT, OTHER = "chat.reply.status", "chat.reply.choices", "chat.reply.content", "chat.messages.parts"


def answer(status, ended="complete"):
    return {"status": status, "ended": ended}


def blamed(open_record, *others, exchanges=None):
    return Blame([open_record, *others], exchanges or {}).blamed(open_record)["cause"]


def open_row(cause, evidence=("x1",), id=CONTENT, name="plain"):
    return record(name, "inconclusive", "nothing there", id=id, cause=cause, evidence=evidence)


def failing(id, evidence=("x1",), name="plain"):
    return record(name, "fail", id=id, evidence=evidence)


def test_the_row_named_is_to_blame_where_it_failed_on_the_same_exchange():
    assert blamed(open_row(CHOICES), failing(CHOICES)) == CHOICES


def test_a_row_that_passed_there_is_not_and_another_that_failed_there_is():
    passed = record("plain", "pass", id=STATUS, evidence=["x1"])
    assert blamed(open_row(STATUS), passed, failing(OTHER)) == OTHER


def test_a_row_that_failed_elsewhere_is_not():
    elsewhere = failing(STATUS, ("x2",), "calling")
    assert blamed(open_row(STATUS), elsewhere, exchanges={"x1": answer(200)}) == "model"


def test_blame_is_followed_to_its_root():
    between = open_row(STATUS, id=CHOICES)
    assert blamed(open_row(CHOICES), between, failing(STATUS)) == STATUS


def test_a_circle_has_no_root():
    assert blamed(open_row(CHOICES), open_row(CONTENT, id=CHOICES), exchanges={"x1": answer(200)}) == "model"


def test_of_several_that_failed_there_the_one_about_the_status_comes_first():
    assert blamed(open_row("chat.reply.id"), failing("chat.reply.json"), failing(STATUS)) == STATUS


def test_what_is_less_than_a_must_is_to_blame_only_where_it_is_named():
    slight = "chat.reply.annotations-array"
    assert blamed(open_row(STATUS), failing(slight), exchanges={"x1": answer(200)}) == "model"
    assert blamed(open_row(slight), failing(slight)) == slight


def test_of_many_exchanges_that_convict_a_few_are_shown_and_each_may_be_to_blame():
    forced, opened = "tools.named.forced", "tools.call.id"
    run = Run(selection=Selection(chosen={forced: {"named"}, opened: {"one"}}))
    for number in range(2 * SHOWN):
        run.convict(failing(forced, [f"x{number}"], f"elsewhere: {number}"), [])
    run.add(open_row("tools.call.array", [f"x{2 * SHOWN - 1}"], opened, "one"))
    rows = {row["id"]: row for row in run.rows()}
    assert [each["verdict"] for each in rows[forced]["variants"]] == ["not_run", *["fail"] * SHOWN]
    assert rows[opened]["cause"] == forced


@pytest.mark.parametrize(("own", "told"), [("fail", [""]), ("pass", ["", "elsewhere: listing"])])
def test_a_copy_of_what_fails_a_row_already_is_no_other_place(own, told):
    """Another process held the same conversation; one that says otherwise is told."""
    listed = "models.list.object"
    run = Run(selection=Selection(chosen={listed: {""}}))
    run.convict(failing(listed, ["x2"], "elsewhere: listing"), [])
    run.add(record("", own, id=listed, evidence=["x1"]))
    (row,) = run.rows()
    assert (row["verdict"], [each["name"] for each in row["variants"]]) == ("fail", told)


def test_a_note_is_nobodys_fault():
    note = next(id for id, each in catalogue().items() if each.level == "INFO" and id.startswith("chat.reply."))
    assert blamed(open_row(note), failing(note), exchanges={"x1": answer(200)}) == "model"


@pytest.mark.parametrize(
    ("exchange", "word"),
    [
        (answer(200), "model"),
        (answer(400), "refused"),
        (answer(401), "key"),
        (answer(403), "key"),
        (answer(429), "rate-limited"),
        (answer(503), "server-error"),
        (answer(None, "timeout"), "deadline"),
        (answer(None, "reset"), "no-answer"),
    ],
)
def test_where_no_row_failed_a_word_says_what_was_in_the_way(exchange, word):
    assert blamed(open_row(STATUS), exchanges={"x1": exchange}) == word


def test_a_word_that_was_given_stands():
    assert blamed(open_row("rate-limited")) == "rate-limited"


def test_without_an_exchange_the_row_named_is_to_blame_if_it_failed_at_all():
    assert blamed(open_row(STATUS, ()), failing(STATUS, ("x9",), "two")) == STATUS
    assert blamed(open_row(STATUS, ())) == "model"


def test_what_another_row_is_about_is_excused_and_nothing_else():
    blame = Blame([failing(STATUS)], {})
    assert blame.excuses(open_row(STATUS))
    assert not blame.excuses(open_row("model"))
    assert not blame.excuses(open_row(None))
