"""What a run may cost: it ends before that is passed."""

from __future__ import annotations

import json

import pytest
from oaic_suite.asking.bounds.budget import Allowance, Budget, counted, forecast
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotRun


def asking(**body):
    return Request("POST", "http://a/v1/chat/completions", (), json.dumps(body).encode(), "createChatCompletion")


PLAIN = asking(max_tokens=64)


def answer(body, status=200, request=PLAIN):
    return Exchange("x1", request, status, (), body)


def usage(tokens):
    return json.dumps({"usage": {"total_tokens": tokens}}).encode()


def test_without_bounds_it_never_ends():
    budget = Budget()
    for _ in range(1000):
        budget.settle(budget.take(PLAIN), answer(usage(10**6)))
    assert budget.left == Allowance()


def test_so_many_requests_and_not_one_more():
    budget = Budget(Allowance(requests=2))
    assert [budget.take(PLAIN) > 0 for _ in range(2)] == [True, True]
    with pytest.raises(NotRun, match="the budget of 2 requests is used up") as refused:
        budget.take(PLAIN)
    assert refused.value.cause == "budget"
    assert budget.left.requests == 0


def test_requests_are_kept_back_for_tidying_up():
    budget = Budget(Allowance(requests=3))
    budget.take(PLAIN, kept_back=2)
    with pytest.raises(NotRun):
        budget.take(PLAIN, kept_back=2)
    assert [budget.take_the_last() for _ in range(2)] == [0, 0]
    with pytest.raises(NotRun):
        budget.take_the_last()


def test_whoever_asks_several_is_let_in_for_all_or_none():
    budget = Budget(Allowance(requests=3))
    budget.require(3, 0.0)
    budget.add(answer(usage(5)))
    assert (budget.requests, budget.tokens) == (1, 5)
    with pytest.raises(NotRun):
        budget.require(3, 0.0)


def test_tokens_are_promised_and_then_counted():
    """What is being answered counts as what it may cost, what was answered as the server counts it."""
    cost = forecast(PLAIN)
    budget = Budget(Allowance(tokens=cost + 10))
    budget.take(PLAIN)
    with pytest.raises(NotRun):
        Budget(Allowance(tokens=cost - 1)).take(PLAIN)
    budget.settle(cost, answer(usage(10)))
    assert budget.tokens == 10
    budget.settle(budget.take(PLAIN), answer(usage(3)))
    with pytest.raises(NotRun, match=r"the budget of \d+ tokens is used up"):
        budget.take(PLAIN)


def test_time_is_kept_for_an_answer_as_long_as_the_longest():
    budget = Budget(Allowance(seconds=60))
    budget.take(PLAIN, longest=50)
    with pytest.raises(NotRun, match="the budget of 60 seconds is used up"):
        budget.take(PLAIN, longest=60)


def test_what_is_used_up_stays_so():
    budget = Budget(Allowance(seconds=60))
    with pytest.raises(NotRun):
        budget.take(PLAIN, longest=60)
    with pytest.raises(NotRun):
        budget.take(PLAIN)


@pytest.mark.parametrize(
    ("exchange", "tokens"),
    [
        (answer(usage(12)), 12),
        (answer(b'data: {"usage": {"total_tokens": 3}}\n\ndata: {"usage": {"total_tokens":7}}\n\n'), 7),
        (answer(json.dumps({"content": '"total_tokens": 9000'}).encode()), 100),
        (answer(b"{}"), 100),
        (answer(b"{}", None), 100),
        (answer(usage(12), 400), 0),
        (answer(b"{}", 500), 0),
    ],
    ids=["usage", "the last of a stream", "no words of a model", "untold", "no answer", "refused", "failed"],
)
def test_what_an_answer_costs(exchange, tokens):
    assert counted(exchange, 100) == tokens


@pytest.mark.parametrize(
    ("request_", "tokens"),
    [
        (asking(max_tokens=64, n=2), 128 + 6),
        (asking(), 0),
        (asking(max_completion_tokens=5, messages="x" * 10**6), 5 + 2000),
    ],
)
def test_what_a_request_may_cost(request_, tokens):
    assert forecast(request_) == tokens


def test_processes_share_it_but_for_the_time():
    assert Allowance(9, 100, 5.0).share(2) == Allowance(4, 50, 5.0)
    assert Allowance().share(4) == Allowance()
