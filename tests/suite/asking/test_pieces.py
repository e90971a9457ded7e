"""Pictures and sounds: paid for by the piece, counted, bounded, and not asked for twice."""

from __future__ import annotations

import json

import pytest
from oaic_suite.asking.bounds.budget import PIECES, Allowance, Budget
from oaic_suite.asking.bounds.pieces import Memory, Pieces, pieces
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotRun
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.plugin.plan import Plan
from oaic_suite.plugin.settings.options import A_FEW, Asked
from oaic_suite.plugin.settings.sources import is_here
from oaic_suite.plugin.settled import Settled

ELSEWHERE, HERE = "https://api.example.com/v1", "http://127.0.0.1:9/v1"


def painting(**members):
    body = json.dumps({"prompt": "a", **members}).encode()
    return Request("POST", f"{HERE}/images/generations", (("authorization", "sk"),), body, "createImage")


def answer(request, status=200):
    return Exchange("x1", request, status, (), b"{}")


@pytest.mark.parametrize(
    ("operation", "body", "wanted"),
    [
        ("createImage", {"prompt": "a"}, Pieces(pictures=1)),
        ("createImage", {"n": 3}, Pieces(pictures=3)),
        ("createImage", {"n": 0}, Pieces(pictures=1)),
        ("createImage", {"n": 10**9}, Pieces(pictures=10)),
        ("createImage", {"n": "2"}, Pieces(pictures=1)),
        ("createImageEdit", {"n": 2}, Pieces(pictures=2)),
        ("createSpeech", {"n": 2}, Pieces(sounds=1)),
        ("createTranscription", {}, Pieces(sounds=1)),
        ("createChatCompletion", {"n": 2}, Pieces()),
        ("createImage", b"{", Pieces()),
        (None, {}, Pieces()),
    ],
    ids=str,
)
def test_how_many_pieces_a_request_asks_for(operation, body, wanted):
    assert pieces(operation, body) == wanted


def test_so_many_pictures_and_not_one_more():
    budget = Budget(Allowance(pictures=3), Allowance(pictures=6))
    budget.settle(budget.take(painting(n=2)), answer(painting(n=2)))
    with pytest.raises(NotRun, match=r"6 pictures.*--max_pictures") as refused:
        budget.take(painting(n=2))
    assert refused.value.cause == PIECES
    assert budget.left.pictures == 1


def test_without_pictures_a_run_goes_on():
    budget = Budget(Allowance(pictures=0))
    with pytest.raises(NotRun):
        budget.take(painting())
    assert budget.take(Request("GET", f"{HERE}/models")) == 0
    assert (budget.sentence, budget.requests) == ("", 1)


def test_what_is_refused_is_not_paid_for():
    budget = Budget(Allowance(pictures=1))
    budget.settle(budget.take(painting()), answer(painting(), 400))
    assert budget.take(painting()) == 0


def test_what_a_client_of_others_asked_counts():
    budget = Budget(Allowance(pictures=1))
    budget.require_pieces(Pieces(pictures=1))
    budget.add(answer(painting()))
    with pytest.raises(NotRun):
        budget.require_pieces(Pieces(pictures=1))


def test_each_process_has_its_share():
    assert Allowance(pictures=20, sounds=7).share(3) == Allowance(pictures=6, sounds=2)


# --- not twice -----------------------------------------------------------------------------------------


def test_the_same_request_is_remembered_and_no_other():
    memory = Memory()
    memory.note(painting(), answer(painting()))
    assert memory.recall(painting()) == answer(painting())
    assert memory.recall(painting(n=2)) is None


@pytest.mark.parametrize("status", [400, 500, None])
def test_a_picture_that_did_not_come_is_asked_for_again(status):
    memory = Memory()
    memory.note(painting(), answer(painting(), status))
    assert memory.recall(painting()) is None


# --- by default ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "here"),
    [
        (HERE, True),
        ("http://localhost:8000/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://192.168.1.7/v1", True),
        ("http://vllm:8000/v1", True),
        ("http://gpu.local/v1", True),
        ("https://8.8.8.8/v1", False),
        (ELSEWHERE, False),
        ("https://local.example.com/v1", False),
    ],
)
def test_which_servers_are_here(url, here):
    assert is_here(url) is here


def settled(url, **asked):
    found = Settled(Asked(**asked), True, url, "--base-url", None, "none", None, 60.0, {}, None)
    found.allowed = found.allowance
    return found


@pytest.mark.parametrize(
    ("url", "asked", "most"),
    [(ELSEWHERE, {}, A_FEW), (ELSEWHERE, {"max_pictures": 99}, 99), (HERE, {}, None), (HERE, {"max_pictures": 0}, 0)],
)
def test_a_server_elsewhere_paints_a_few_unless_more_are_allowed(url, asked, most):
    assert settled(url, **asked).target("p").budget.whole.pictures == most


def test_a_plan_says_how_many_and_that_a_few_are_enough():
    catalogue()
    plan = Plan.of(settled(ELSEWHERE))
    told = json.loads(plan.told(as_json=True, each=False))["pieces"]
    assert told["pictures"]["allowed"] == A_FEW
    assert 10 < told["pictures"]["asked"] <= A_FEW
    assert told["pictures"]["to_be_refused"] > 0
    assert f"by the piece: {told['pictures']['asked']} pictures" in plan.told(as_json=False, each=False)


def test_a_plan_promises_no_more_than_is_allowed():
    catalogue()
    plan = Plan.of(settled(HERE, max_pictures=3, max_sounds=0))
    assert "by the piece: 3 pictures\n" in plan.told(as_json=False, each=False)


def test_memory_does_not_travel_to_workers():
    found = settled(HERE)
    found.memory.note(painting(), answer(painting()))
    told = found.to_worker(2)
    assert "memory" not in told
    assert Settled.from_worker(told).memory == Memory()
