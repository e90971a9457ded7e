"""How many requests a run will send: found out by rehearsal, which sends nothing."""

from __future__ import annotations

import json

import pytest
from oaic_suite.asking.bounds.budget import most_tokens
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.capability import Capability
from oaic_suite.asking.survey.preflight import everything, surveyed
from oaic_suite.asking.target import Target
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.rehearsal import Rehearsal
from oaic_suite.judging.selecting.part import Part, quick_part
from oaic_suite.plugin.estimate import OTHER_THAN_ONE, Estimate, in_part
from oaic_suite.plugin.plan import Plan
from oaic_suite.plugin.settings.options import Asked
from oaic_suite.plugin.settled import Settled

NOWHERE = "http://127.0.0.1:9/v1"


def target(**states):
    sender = Client(Deadlines.within(1.0))
    made = Target(NOWHERE, sender, "sk-test", picture="http://a/b.png")
    made.capabilities.known = {name.replace("_", "-"): Capability(state, "") for name, state in states.items()}
    return made


def estimated(part, **states):
    return Estimate(target(**states), in_part(part, ()), part)


@pytest.fixture(scope="module")
def whole():
    catalogue()
    return estimated(Part())


def test_nothing_is_sent(whole):
    assert whole.target.client.sent == 0
    assert whole.total > 500


def test_a_part_needs_only_the_survey_of_what_it_reads():
    assert estimated(Part(("models.list",))).wants == {"models"}
    assert estimated(Part(("tools.call",))).wants == surveyed(["tools"]) == {"chat", "tools"}


def test_everything_is_surveyed_for_a_run_of_everything(whole):
    assert whole.wants == everything()


def test_what_a_server_lacks_is_not_asked(whole):
    found = estimated(Part(), embeddings="absent", tools="absent")
    saved = {name: asked(whole, name) for name in ("embedding", "called", "history")}
    assert all(saved.values())
    assert [asked(found, name) for name in saved] == [0, 0, 0]
    assert found.total <= whole.total - sum(saved.values())


def asked(estimate, name):
    """How many requests the variants of a conversation are expected to take."""
    return sum(weight for key, weight in estimate.weights.items() if key[0] == name)


def test_what_rests_on_what_is_not_asked_is_not_asked_either():
    rehearsal = Rehearsal(target(chat="absent"))
    assert not rehearsal.of(("bare",)).asks
    assert not rehearsal.of(("two_replies",)).asks


def test_batches_are_listed_where_none_can_be_cancelled():
    rehearsal = Rehearsal(target(batches_cancelled="absent"))
    assert rehearsal.of(("batch_list", ("batch_list", "few"))).asks
    assert not rehearsal.of(("cancelled_batch",)).asks


def test_no_answer_is_asked_for_without_an_end(whole):
    assert 0 < whole.longest <= 1000
    assert whole.longest < whole.together


@pytest.mark.parametrize(
    ("body", "tokens"),
    [({"max_tokens": 5, "n": 2}, 10), ({"max_completion_tokens": 7}, 7), ({"max_tokens": -1}, 0), (b"{", 0), ({}, 0)],
)
def test_how_many_tokens_an_answer_may_have(body, tokens):
    assert most_tokens(body) == tokens


def test_what_is_counted_by_hand_is_there(whole):
    assert OTHER_THAN_ONE.keys() <= {key[0] for key in whole.weights}


def test_the_quick_part_is_some_twenty_requests():
    assert estimated(quick_part()).total <= 24


# --- told ----------------------------------------------------------------------------------------------


def planned(part, asked=None):
    settled = Settled(asked or Asked(), True, NOWHERE, "--base-url", None, "none", None, 60.0, {}, None, part)
    return Plan.of(settled)


def test_a_plan_is_counted_as_a_run_is():
    plan = planned(Part(("models",)))
    found = json.loads(plan.told(as_json=True, each=False))
    assert found["requests"] == {"preflight": 1, "survey": 2, "judging": 3, "total": 6}
    assert plan.told(as_json=False, each=False).startswith("about 6 requests: ")


def test_a_plan_says_what_is_drawn_besides():
    assert "; besides at most 200 drawn for each operation" in planned(
        Part(("fuzz",)), Asked(only=("fuzz",), fuzz="quick")
    ).told(as_json=False, each=False)
    assert "drawn" not in planned(Part(("models",))).told(as_json=False, each=False)


def test_a_plan_says_of_each_row_why():
    rows = {row["id"]: row for row in planned(Part(("models",))).document()["requirements"]}
    assert rows.keys() == catalogue().keys()
    assert rows["models.list.object"]["why"] == "core, required"
    assert rows["chat.stream.done"]["why"] == "not in the part that --only asks for"
    assert {row["asked"] for id, row in rows.items() if id.startswith("models.")} == {True}


def test_a_plan_names_each_row_where_that_is_asked_for():
    plan = planned(Part(("models",)))
    assert "models.list.object" in plan.told(as_json=False, each=True)
    assert "models.list.object" not in plan.told(as_json=False, each=False)
