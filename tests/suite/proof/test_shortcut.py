"""The kill matrix asks only the checks that a fault touches: that finds what asking all of them finds."""

from __future__ import annotations

import random

import pytest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.conversation import CONVERSATIONS, Conversation, key_of
from oaic_suite.judging.selecting.profile import lacking
from oaic_suite.judging.stage import Stage
from oaic_suite.proof.baseline import Extent, reaches
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.outcome import worst
from oaic_suite.proof.trial import healthy, judge_everything, judge_touched, leave_bench
from oaic_suite.proof.wire_names import TOUCHED_HEADER

DRAWN, SEED = 20, 20261127
ANSWERED = Request("GET", "http://t/v1/models", (), None, None)


def drawn():
    """As many faults of every kind as legal oddities; what is drawn at random itself is left out."""
    tried = [fault for fault in listed_faults() if not fault.id.startswith("fuzz.")]
    tried = [fault for fault in tried if not lacking(fault.requirement or "")]
    kinds = [[fault for fault in tried if fault.kind == kind] for kind in ("fault", "benign")]
    return [fault for kind in kinds for fault in random.Random(SEED).sample(kind, DRAWN // 2)]


def failures(records):
    return {record["id"] for record in worst(records, "fail")} | {record["id"] for record in worst(records, "error")}


@pytest.fixture(scope="module")
def baseline():
    yield healthy("")
    leave_bench()


@pytest.mark.thorough
@pytest.mark.parametrize("fault", drawn(), ids=lambda fault: fault.id)
def test_asking_what_a_fault_touches_finds_what_asking_everything_finds(fault, baseline):
    assert failures(judge_touched(fault, baseline)) == failures(judge_everything(fault))


# --- what touches what ---------------------------------------------------------------------------------


def answer(touched):
    return Exchange("e1", ANSWERED, 200, ((TOUCHED_HEADER, touched),))


def test_an_answer_belongs_to_the_innermost_conversation_that_is_held(monkeypatch):
    def outer(target, inner):
        for touched in ("a b", ""):
            target.log(answer(touched))

    held = {"outer": outer, "inner": lambda target: target.log(answer("b"))}
    for name, hold in held.items():
        monkeypatch.setitem(CONVERSATIONS, name, Conversation(name, None, {}, hold))
    stage = Stage(Target("http://t", Client(Deadlines.within(1))))
    stage.target.log(answer("before"))
    stage.value("outer", {})
    assert {id: (reach.keys, reach.survey) for id, reach in reaches(stage.asked).items()} == {
        "before": (frozenset(), True),
        "a": (frozenset({("outer",)}), False),
        "b": (frozenset({("outer",), ("inner",)}), False),
    }


CHECK = catalogue()["chat.reply.unique-id"]  # reads `two_replies`, which rests on `bare`
CHOICE = next(iter(variants(CHECK).values()))


@pytest.mark.parametrize(
    ("everywhere", "touched", "moved", "covered"),
    [
        (False, (), (), False),
        (True, (), (), True),
        (False, ("two_replies",), (), True),
        (False, ("bare",), (), False),
        (False, ("bare",), ("bare",), True),
        (False, ("stream",), ("stream",), False),
    ],
)
def test_a_check_is_asked_where_it_reads_what_is_touched_or_rests_on_what_moved(everywhere, touched, moved, covered):
    extent = Extent(everywhere, *(frozenset(key_of(name, CHOICE) for name in names) for names in (touched, moved)))
    assert extent.covers(CHECK, CHOICE) is covered
