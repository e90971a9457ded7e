"""What a streamed response cost, as it says at its end."""

from oaic_suite.checks.chat.readings.usage import excess
from oaic_suite.checks.responses.readings.requests import speaks
from oaic_suite.checks.responses.readings.streamed import COUNTS, cost, cost_of_words, miscounted
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "responses.stream.usage.counted",
    SHOULD,
    basis="observed",
    on=CREATE,
    when=speaks,
    at_end=True,
    breaks="what is streamed is booked as nothing, though the same costs something where it is not",
)
def test_what_is_streamed_costs_something(events):
    """`input_tokens` and `output_tokens` of a streamed response with a message are more than none."""
    counts = [cost_of_words(events).below(name) for name in ("input_tokens", "output_tokens")]
    assert failing(counts, lambda count: count > 0, "more than 0") == []


@requirement(
    "responses.stream.usage.sum",
    SHOULD,
    basis="observed",
    on=CREATE,
    at_end=True,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(events):
    """`total_tokens` of a streamed response is the sum of `input_tokens` and `output_tokens`."""
    assert miscounted(events) == []


@requirement(
    "responses.stream.usage.details-within",
    SHOULD,
    basis="observed",
    on=CREATE,
    at_end=True,
    breaks="prices of what was not cached, or not reasoned, come out negative",
)
def test_a_part_is_not_more_than_the_whole(events):
    """No detail of the `usage` of a streamed response exceeds the count it is a detail of."""
    assert excess(cost(events), COUNTS) == []
