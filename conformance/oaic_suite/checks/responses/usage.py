"""What a response cost, as it says itself."""

from oaic_suite.checks.chat.readings.usage import excess
from oaic_suite.checks.responses.readings.usage import (
    COUNTS,
    DETAILS,
    beyond_limit,
    limited,
    missing,
    negative,
    wrong_sum,
)
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "responses.usage.present",
    SHOULD,
    basis="observed",
    on=CREATE,
    owns="/usage",
    breaks="costs and the room left in the context cannot be told",
)
def test_a_response_says_what_it_cost(response):
    """A response that was waited for has its `usage`, an object."""
    assert missing(response) == []


@requirement(
    "responses.usage.counts",
    MUST,
    basis="schema",
    on=CREATE,
    owns=COUNTS,
    breaks="Codex and the AI SDK fail on a usage without `input_tokens`, `output_tokens` and `total_tokens`",
)
def test_usage_has_its_counts(response):
    """`usage` has `input_tokens`, `output_tokens` and `total_tokens`, integers not below zero."""
    assert [*response.problems(*COUNTS), *negative(response)] == []


@requirement(
    "responses.usage.details",
    MUST,
    basis="schema",
    on=CREATE,
    owns=tuple(f"{place}{below}" for place in DETAILS for below in ("", "/cached_tokens", "/reasoning_tokens")),
    breaks="the official SDKs declare both details: code that reads the cached or reasoning tokens raises",
)
def test_usage_has_its_details(response):
    """`usage` has `input_tokens_details` with `cached_tokens` and `output_tokens_details` with `reasoning_tokens`."""
    assert response.problems(*(f"{place}{below}" for place in DETAILS for below in ("", "/*"))) == []


@requirement(
    "responses.usage.details-within",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="prices of what was not cached, or not reasoned, come out negative",
)
def test_a_part_is_not_more_than_the_whole(response):
    """No detail of a `usage` exceeds the count it is a detail of."""
    response.require_sound(*COUNTS)
    assert excess(response.found("usage"), ("input_tokens", "output_tokens")) == []


@requirement(
    "responses.usage.sum",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="bills and budgets that are told from the total do not agree with those from its parts",
)
def test_the_total_is_the_sum(response):
    """`total_tokens` is the sum of `input_tokens` and `output_tokens`."""
    assert wrong_sum(response) == []


@requirement(
    "responses.usage.within-limit",
    SHOULD,
    basis="observed",
    on=CREATE,
    when=limited,
    shows="max_output_tokens",
    breaks="a budget of tokens is overrun, and paid for",
)
def test_a_response_keeps_within_its_limit(response):
    """`output_tokens` is no more than the `max_output_tokens` of the request."""
    assert beyond_limit(response) == []
