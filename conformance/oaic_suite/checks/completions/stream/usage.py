"""What a streamed legacy completion cost, told in the stream."""

from oaic_suite.checks.chat.readings.usage import asks_no_usage, asks_usage
from oaic_suite.checks.completions.stream.whole import texts
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.checks.completions.usage import DETAILS
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


# Upstream states it without exception; a few recorded streams of chat that ask for usage end without it.
@requirement(
    "completions.stream.usage",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    when=asks_usage,
    owns="@usage",
    breaks="accounting by the usage of streams books nothing",
    at_end=True,
    shows="stream_options",
)
def test_usage_comes_when_asked_for(continuation):
    """A stream with `include_usage: true` ends with a chunk that has `usage`, and empty `choices`."""
    assert unlike([usage_chunk(continuation)], ("choices",), []) == []


@requirement(
    "completions.stream.usage-once",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    when=asks_usage,
    breaks="clients that add up usage count the answer as often as it is told",
)
def test_usage_comes_once(continuation):
    """Every chunk but the last has a `usage` of null, or none."""
    assert (
        stray_usage([chunk for chunk in continuation.complete if chunk.place != usage_chunk(continuation).place]) == []
    )


@requirement(
    "completions.stream.usage-unasked",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    when=asks_no_usage,
    breaks="clients that did not ask read `choices[0]` of the extra chunk and fail",
)
def test_usage_does_not_come_unasked(continuation):
    """A stream without `include_usage` has no `usage`."""
    assert stray_usage(continuation.complete) == []


@requirement(
    "completions.stream.usage-details",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    when=asks_usage,
    owns=DETAILS,
    breaks="cost reports that read `prompt_tokens_details.cached_tokens` where there are details fail on null",
)
def test_details_are_objects_of_counts(continuation):
    """The details of a `usage` in a stream, where there are any, are objects whose counts are integers."""
    assert continuation.problems(*DETAILS) == []


@requirement(
    "completions.stream.usage-counted",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=asks_usage,
    breaks="what is streamed is booked as nothing, though the same costs something where it is not",
)
def test_what_is_streamed_costs_something(continuation):
    """`prompt_tokens` and `completion_tokens` of a stream with text are more than none."""
    counts = [spent_on_text(continuation).below(name) for name in ("prompt_tokens", "completion_tokens")]
    assert failing(counts, lambda count: isinstance(count, int) and count > 0, "more than 0") == []


@requirement(
    "completions.stream.usage-total",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=asks_usage,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(continuation):
    """`total_tokens` is the sum of `prompt_tokens` and `completion_tokens`."""
    assert total(continuation) == parts(continuation)


def stray_usage(chunks) -> list[Finding]:
    """The usage of these chunks, where none should be."""
    found = [chunk.below("usage") for chunk in chunks]
    return [usage.finding("null, or nothing") for usage in found if usage.value not in (ABSENT, None)]


def usage_chunk(stream: Stream):
    """The chunk with the usage a client is left with; the last one, where none has any."""
    found = [chunk for chunk in stream.complete if chunk.below("usage").value not in (ABSENT, None)]
    return (found or stream.complete)[-1]


def total(stream: Stream) -> int:
    found: int = counted(stream).get("total_tokens")
    return found


def parts(stream: Stream) -> int:
    """The service leaves `completion_tokens` out where nothing was said."""
    usage = counted(stream)
    found: int = usage.get("prompt_tokens") + (usage.get("completion_tokens") or 0)
    return found


def spent_on_text(stream: Stream):
    """What a stream cost that has text."""
    if not any(texts(stream).values()):
        raise NotEstablished("no choice has text")
    return counted(stream)


def counted(stream: Stream):
    usage = usage_chunk(stream).below("usage")
    if not isinstance(usage.value, dict):
        raise NotEstablished("no chunk has usage", stream.owner("@usage"))
    for name in ("prompt_tokens", "completion_tokens", "total_tokens"):
        stream.require_sound(f"/usage/{name}")
    return usage
