"""What part of all requirements a run was asked for."""

from __future__ import annotations

from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.selecting.part import Part
from oaic_suite.judging.selecting.profile import in_run
from oaic_suite.judging.selecting.selection import Selection

ONE, SEVERAL = "models.list.object", "chat.reply.object"


def chosen(selection, *requirement_ids):
    for requirement_id in requirement_ids:
        for variant in variants(catalogue()[requirement_id]):
            selection.choose(requirement_id, variant)
    return selection


def test_everything_is_no_part():
    assert chosen(Selection(frozenset({ONE, SEVERAL})), ONE, SEVERAL).document() is None


def test_a_requirement_that_was_left_out():
    made = chosen(Selection(frozenset({ONE, SEVERAL}), Part(("models",))), ONE)
    assert made.document() == {"only": ["models"], "by": None, "judged": 1, "of": 2}


def test_a_variant_that_was_left_out():
    made = chosen(Selection(frozenset({ONE, SEVERAL})), ONE)
    made.choose(SEVERAL, "plain")
    assert made.document() == {"only": [], "by": None, "judged": 2, "of": 2}


def test_what_is_judged_beyond_what_is_offered_counts():
    assert chosen(Selection(frozenset({ONE, SEVERAL})), ONE, "chat.reply.id").document()["of"] == 3


def test_a_prefix_cuts_the_part_and_not_the_whole():
    assert Selection.of((), Part(("models",))).offered >= {id for id in catalogue() if in_run(id, (), ())}
