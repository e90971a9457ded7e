"""What a key may ask in a minute: counted, told, refused beyond it, and given back with time."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.state.budget import Budget, Budgets, duration

DURATIONS = {
    0: "0s",
    0.0004: "1ms",
    0.012: "12ms",
    0.9994: "1s",
    1: "1s",
    1.2: "1.2s",
    50.529: "50.529s",
    59.9999: "1m0s",
    360: "6m0s",
    61.5: "1m1.5s",
}


@pytest.mark.parametrize(("seconds", "text"), DURATIONS.items())
def test_durations_are_spelt_like_the_service_spells_them(seconds, text):
    assert duration(seconds) == text


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def refused(allowance, amount):
    with pytest.raises(Refusal) as raised:
        allowance.spend(amount)
    return raised.value


def test_a_budget_counts_and_refills():
    clock = Clock()
    budget = Budget(None, None, clock)
    budget.requests.spend(1)
    budget.tokens.spend(100)
    assert dict(budget.headers()) == {
        "x-ratelimit-limit-requests": "10000",
        "x-ratelimit-remaining-requests": "9999",
        "x-ratelimit-reset-requests": "6ms",
        "x-ratelimit-limit-tokens": "2000000",
        "x-ratelimit-remaining-tokens": "1999900",
        "x-ratelimit-reset-tokens": "3ms",
    }
    clock.now = 60.0
    assert dict(budget.headers())["x-ratelimit-remaining-tokens"] == "2000000"


def test_nobody_is_refused_unless_a_limit_is_set():
    budget = Budget(None, None, Clock())
    for _ in range(10_001):
        budget.requests.spend(1)
    assert dict(budget.headers())["x-ratelimit-remaining-requests"] == "0"


def test_a_limit_of_requests_refuses_and_says_when_to_return():
    clock = Clock()
    requests = Budget(2, None, clock).requests
    requests.spend(1)
    requests.spend(1)
    error = refused(requests, 1)
    assert (error.status, error.code, error.kind) == (429, "rate_limit_exceeded", "requests")
    assert error.headers == (("retry-after", "30"), ("retry-after-ms", "30000"))
    clock.now = 30.0
    requests.spend(1)
    assert dict(requests.headers())["x-ratelimit-remaining-requests"] == "0"


def test_a_limit_of_tokens_waits_until_there_is_room_for_so_many():
    clock = Clock()
    tokens = Budget(None, 600, clock).tokens
    tokens.spend(600)
    clock.now = 0.05
    error = refused(tokens, 42)
    assert (error.kind, error.headers) == ("tokens", (("retry-after", "5"), ("retry-after-ms", "4150")))
    clock.now += 4.15
    tokens.spend(42)


def test_what_can_never_be_let_through_is_not_told_to_wait():
    error = refused(Budget(None, 100, Clock()).tokens, 101)
    assert (error.status, error.headers) == (429, (("x-should-retry", "false"),))
    assert "101 tokens" in error.message


@pytest.mark.parametrize("limit", [7, 60, 999])
@pytest.mark.parametrize("unit", ["retry-after", "retry-after-ms"])
def test_who_waits_as_long_as_told_is_let_in(limit, unit):
    clock = Clock()
    requests = Budget(limit, None, clock).requests
    for step in range(3 * limit):
        clock.now += 0.001 * step / limit
        try:
            requests.spend(1)
        except Refusal as told:
            clock.now += int(dict(told.headers)[unit]) / (1000 if unit.endswith("ms") else 1)
            requests.spend(1)


def test_each_key_has_a_budget_of_its_own():
    budgets = Budgets(1, None, Clock())
    one, other, third = (
        Request("listModels", "GET", "/models", headers={"authorization": f"Bearer {key}"}) for key in "123"
    )
    budgets.admit(one)
    budgets.admit(other)
    with pytest.raises(Refusal):
        budgets.admit(one)
    assert (len(budgets.headers(one)), budgets.headers(third)) == (6, ())


@pytest.fixture
def limited(reference_server_factory):
    """Asks a server with two keys and a limit of two requests; with a seed a limit still passes."""
    server = reference_server_factory(api_keys=("sk-1", "sk-2"), rate_limit_requests=2, seed=1)

    def ask(key="sk-1", method="GET", path="/models", **request):
        headers = {"authorization": f"Bearer {key}"}
        return httpx.request(method, server.base_url + path, headers=headers, trust_env=False, **request)

    return ask


def left(reply):
    return reply.headers["x-ratelimit-remaining-requests"]


def test_a_limit_is_kept_over_http_for_each_key(limited):
    assert [left(limited()), left(limited("sk-2"))] == ["1", "1"]
    wrong = limited(method="POST", path="/chat/completions", json={})
    assert (wrong.status_code, left(wrong)) == (400, "0")
    beyond = limited()
    assert (beyond.status_code, left(beyond)) == (429, "0")
    assert beyond.json()["error"]["code"] == "rate_limit_exceeded"
    assert beyond.headers["x-ratelimit-limit-requests"] == "2"
    assert 0 < int(beyond.headers["retry-after"]) <= 30  # less by the time that has passed
    assert limited("sk-2").status_code == 200


def test_who_is_not_let_in_spends_nothing_and_is_told_nothing(limited):
    stranger = limited("sk-3")
    assert (stranger.status_code, [name for name in stranger.headers if "ratelimit" in name]) == (401, [])


def test_a_probe_of_health_uses_nothing_up(limited):
    assert [limited(path="/health").status_code for _ in range(4)] == [200] * 4
    assert left(limited()) == "1"


def ask(server, said, **members):
    headers = {"authorization": f"Bearer {server.api_key}"}
    body = {"model": server.model, "messages": [{"role": "user", "content": said}], **members}
    return httpx.post(f"{server.base_url}/chat/completions", json=body, headers=headers, trust_env=False)


@pytest.mark.parametrize("stream", [False, True])
def test_what_an_answer_costs_is_booked(reference_server_factory, stream):
    server = reference_server_factory(seed=1)  # without a limit its clock stands still: nothing is refilled
    total = ask(server, "Hello").json()["usage"]["total_tokens"]
    assert ask(server, "Hello", stream=stream).headers["x-ratelimit-remaining-tokens"] == str(2_000_000 - 2 * total)


BESIDE = {
    "/v1/rerank": {"query": "Hello", "documents": ["Hello there", "Bye"]},
    "/v1/score": {"text_1": "Hello", "text_2": ["Hello there", "Bye"]},
    "/api/embed": {"input": ["Hello there", "Bye"]},
    "/api/embeddings": {"prompt": "Hello there"},
}


@pytest.mark.parametrize("path", BESIDE)
def test_what_is_read_beside_the_api_is_booked(reference_server_factory, path):
    server = reference_server_factory(seed=1)
    headers = {"authorization": f"Bearer {server.api_key}"}
    url = server.base_url.removesuffix("/v1") + path
    answer = httpx.post(url, json={"model": server.model, **BESIDE[path]}, headers=headers, trust_env=False)
    assert answer.status_code == 200
    assert int(answer.headers["x-ratelimit-remaining-tokens"]) < 2_000_000


def test_a_stream_beyond_the_limit_is_refused_with_json(reference_server_factory):
    beyond = ask(reference_server_factory(rate_limit_tokens=50), "Hello " * 60, stream=True)
    assert (beyond.status_code, beyond.json()["error"]["type"]) == (429, "tokens")
    assert (beyond.headers["content-type"], beyond.headers["x-should-retry"]) == ("application/json", "false")
